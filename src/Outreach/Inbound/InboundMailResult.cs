namespace Outreach;

/// <summary>What an inbound message was and did.</summary>
public sealed record InboundMailResult
{
    /// <summary>Gets what happened to a message of ours, or <see langword="null"/> if the message tells of nothing that concerns us.</summary>
    public DeliveryEventType? Type { get; init; }

    /// <summary>Gets the send that it belongs to, or <see langword="null"/> if none was found.</summary>
    public Guid? SendId { get; init; }

    /// <summary>Gets the participant, or <see langword="null"/>.</summary>
    public Guid? ParticipantId { get; init; }

    /// <summary>Gets whether the message was handled before.</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>Gets whether the message's origin was proved; a bounce that can't prove to be about our mail has no effect.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Gets the sentiment of a reply, or <see langword="null"/> if it is not known.</summary>
    public ReplySentiment? Sentiment { get; init; }

    /// <summary>Gets the new text of a reply, without quotes and signature, or <see langword="null"/>.</summary>
    public string? Text { get; init; }
}
