namespace Outreach;

/// <summary>Something that happened to a message, told by a provider, a bounce or a reply.</summary>
public sealed record DeliveryEvent
{
    /// <summary>Gets the event's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the key by which a second report of the same event is recognised, unique within the organisation.</summary>
    public required string Key { get; init; }

    /// <summary>Gets what happened.</summary>
    public required DeliveryEventType Type { get; init; }

    /// <summary>Gets when it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the send that it happened to, or <see langword="null"/> if it could not be matched.</summary>
    public Guid? SendId { get; init; }

    /// <summary>Gets the campaign, if the send is known.</summary>
    public Guid? CampaignId { get; init; }

    /// <summary>Gets the participant, if the send is known.</summary>
    public Guid? ParticipantId { get; init; }

    /// <summary>Gets the contact, if it is known.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Gets what a mail server said, or <see langword="null"/>.</summary>
    public ProviderReply? Reply { get; init; }

    /// <summary>
    /// Gets who runs the recipient's mailbox as far as the provider told, one of <see cref="MailboxProviderNames"/> or another name of at most 100
    /// characters; <see langword="null"/> if nobody told.
    /// </summary>
    public string? MailboxProvider { get; init; }

    /// <summary>Gets the sentiment of a reply, or <see langword="null"/> if nobody said, or it is no reply.</summary>
    public ReplySentiment? Sentiment { get; init; }

    /// <summary>Gets a detail for people, at most 1,000 characters, or <see langword="null"/>.</summary>
    public string? Detail { get; init; }
}
