namespace Outreach;

/// <summary>A campaign that has something due, for <see cref="FairShares"/>.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="CampaignId">The campaign.</param>
public readonly record struct DueCampaign(Guid OrganisationId, Guid CampaignId);
