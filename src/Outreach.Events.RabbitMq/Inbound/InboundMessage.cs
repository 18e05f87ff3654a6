namespace Outreach.Events.RabbitMq;

/// <summary>The contract of messages that other systems received from contacts; docs/reference/events.md describes it.</summary>
internal sealed record InboundMessage
{
    public required string Id { get; init; }

    public required Guid OrganisationId { get; init; }

    public Channel Channel { get; init; }

    public Guid? ParticipantId { get; init; }

    public Guid? ContactId { get; init; }

    public string? From { get; init; }

    public string? InReplyTo { get; init; }

    public string? Mailbox { get; init; }

    public string? Subject { get; init; }

    public string? Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public bool IsAutomatic { get; init; }

    public ReplySentiment? Sentiment { get; init; }

    public ExternalEvent ToEvent() => new()
    {
        OrganisationId = OrganisationId,
        Key = Id,
        Type = IsAutomatic ? DeliveryEventType.AutoReplied : DeliveryEventType.Replied,
        ParticipantId = ParticipantId,
        InReplyTo = InReplyTo,
        Mailbox = Mailbox,
        Subject = Subject,
        ContactId = ContactId,
        Address = From,
        Channel = Channel,
        At = At,
        Detail = Text,
        Sentiment = Sentiment,
    };
}
