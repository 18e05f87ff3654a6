namespace Outreach;

/// <summary>A sequence of messages to an audience. Immutable; <see cref="ICampaignStore"/> replaces it by a newer revision.</summary>
public sealed record Campaign
{
    /// <summary>Gets the campaign's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation that the campaign belongs to.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the name shown to people; at most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Gets where the campaign is in its life.</summary>
    public CampaignStatus Status { get; init; }

    /// <summary>Gets the stream that the campaign's mail belongs to.</summary>
    public MessageStream Stream { get; init; }

    /// <summary>Gets whom the campaign is for.</summary>
    public TargetAudience Audience { get; init; } = new();

    /// <summary>Gets the sender accounts; participants are spread over them evenly.</summary>
    public required IReadOnlyList<Guid> SenderAccountIds { get; init; }

    /// <summary>Gets the version of the sequence that new participants follow.</summary>
    public required Guid SequenceVersionId { get; init; }

    /// <summary>Gets when mail may go out.</summary>
    public SendingSchedule Schedule { get; init; } = SendingSchedule.Always;

    /// <summary>Gets the pause between the campaign's messages, or <see langword="null"/> for none.</summary>
    public SendPacing? Pacing { get; init; }

    /// <summary>Gets the mailbox that replies go to, such as <c>Ada &lt;ada@example.com&gt;</c>, or <see langword="null"/> for the sender's own.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>
    /// Gets the mailbox in From, such as <c>Ada &lt;ada@example.com&gt;</c>, or <see langword="null"/> for the sender account's own. It is what templates
    /// show as <c>sender.name</c> and <c>sender.email</c>, and its domain is the one that signs; bounces still go to the account.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Gets who gets a visible copy of each message. Together with <see cref="Bcc"/> at most 10 addresses, each once.</summary>
    /// <value>Mailboxes such as <c>Boss &lt;boss@example.com&gt;</c>. Default: none.</value>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>Gets who gets a copy of each message that the other recipients don't see.</summary>
    /// <value>Mailboxes. Default: none.</value>
    public IReadOnlyList<string> Bcc { get; init; } = [];

    /// <summary>Gets the files that go with every message. Default: none.</summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];

    /// <summary>Gets what is tracked. Default: nothing.</summary>
    public CampaignTracking Tracking { get; init; } = CampaignTracking.None;

    /// <summary>Gets when contacts become leads, or <see langword="null"/> if they do not.</summary>
    public LeadCreationSettings? LeadCreation { get; init; }

    /// <summary>Gets the revision; each update raises it by one, and an update of an older revision fails.</summary>
    public int Revision { get; init; }

    /// <summary>Gets when the campaign was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when the campaign was started, or <see langword="null"/>.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Gets when the campaign was completed, or <see langword="null"/>.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
}
