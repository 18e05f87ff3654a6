namespace Outreach;

/// <summary>A look at a campaign that is to be taken.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="DueAt">When, by the campaign's clock.</param>
/// <param name="Look">Which look it is: 1 at the campaign's end, 2 when opens and bounces have had time to come.</param>
public readonly record struct ScheduledAdvice(Guid OrganisationId, Guid CampaignId, DateTimeOffset DueAt, int Look);
