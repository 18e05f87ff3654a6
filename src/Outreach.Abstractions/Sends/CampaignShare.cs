namespace Outreach;

/// <summary>How many participants of a campaign a lease may take.</summary>
/// <param name="CampaignId">The campaign.</param>
/// <param name="Count">The number, 1 or more.</param>
public readonly record struct CampaignShare(Guid CampaignId, int Count);
