namespace Outreach;

/// <summary>An answer that a <see cref="ReplyModel"/> gives to a message.</summary>
/// <param name="Type">What happens.</param>
/// <param name="After">How long after the message was accepted.</param>
public readonly record struct ModelAnswer(DeliveryEventType Type, TimeSpan After)
{
    /// <summary>Gets the sentiment of a reply; <see langword="null"/> for other answers.</summary>
    public ReplySentiment? Sentiment { get; init; }
}
