namespace Outreach.Deliverability;

/// <summary>What the checks of a campaign go by.</summary>
internal sealed record CampaignFacts
{
    public required Campaign Campaign { get; init; }

    public required CampaignStats Stats { get; init; }

    public required CampaignOutcomes Outcomes { get; init; }

    /// <summary>Gets the accounts that send the campaign's mail; none if it is no mail.</summary>
    public required IReadOnlyList<SenderAccount> Accounts { get; init; }

    public required DateTimeOffset Now { get; init; }

    public RecommendationSubject Subject => RecommendationSubject.OfCampaign(Campaign.Id);

    /// <summary>Gets the number of messages about whose recipients something was said: accepted, or refused because of them.</summary>
    public long Messages => Stats.Sent + Outcomes.Refused;

    /// <summary>Gets the number of messages that have arrived, as far as is known.</summary>
    public long Delivered => Math.Max(0, Stats.Sent - Outcomes.CameBack);

    /// <summary>Gets how many messages a day were sent on average, which is the least that the busiest day can have had.</summary>
    public long MessagesADay => Campaign.StartedAt is not { } start
        ? 0
        : Stats.Sent / Math.Max(1, (long)Math.Ceiling(((Campaign.CompletedAt ?? Now) - start).TotalDays));
}
