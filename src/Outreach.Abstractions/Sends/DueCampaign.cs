namespace Outreach;

/// <summary>A campaign that has something due, for <see cref="FairShares"/>.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="IsPaced">Whether it has <see cref="Campaign.Pacing"/>, by which it gets one place at most.</param>
public readonly record struct DueCampaign(Guid OrganisationId, Guid CampaignId, bool IsPaced = false);
