namespace Outreach;

/// <summary>What a host gives to create a campaign.</summary>
public sealed record CampaignDraft
{
    /// <inheritdoc cref="Campaign.OrganisationId"/>
    public Guid OrganisationId { get; init; } = Organisation.DefaultId;

    /// <inheritdoc cref="Campaign.Name"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="Campaign.Stream"/>
    public MessageStream Stream { get; init; }

    /// <inheritdoc cref="Campaign.Audience"/>
    public TargetAudience Audience { get; init; } = new();

    /// <summary>Gets the sender accounts; empty takes the organisation's first active one.</summary>
    public IReadOnlyList<Guid> SenderAccountIds { get; init; } = [];

    /// <summary>Gets the steps of the sequence, in order; at least one.</summary>
    public required IReadOnlyList<SequenceStep> Steps { get; init; }

    /// <inheritdoc cref="Campaign.Schedule"/>
    public SendingSchedule Schedule { get; init; } = SendingSchedule.Always;

    /// <inheritdoc cref="Campaign.Pacing"/>
    public SendPacing? Pacing { get; init; }

    /// <inheritdoc cref="Campaign.LeadCreation"/>
    public LeadCreationSettings? LeadCreation { get; init; }

    /// <inheritdoc cref="Campaign.ReplyTo"/>
    public string? ReplyTo { get; init; }

    /// <inheritdoc cref="Campaign.From"/>
    public string? From { get; init; }

    /// <inheritdoc cref="Campaign.Cc"/>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <inheritdoc cref="Campaign.Bcc"/>
    public IReadOnlyList<string> Bcc { get; init; } = [];

    /// <inheritdoc cref="Campaign.Attachments"/>
    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];

    /// <inheritdoc cref="Campaign.Tracking"/>
    public CampaignTracking Tracking { get; init; } = CampaignTracking.None;
}
