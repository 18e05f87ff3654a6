namespace Outreach;

/// <summary>
/// Tells the sentiment of a reply, for the condition <see cref="StepConditions.ReplySentiment"/>. Registered by the host; without one only
/// events that carry a sentiment have one. It is asked when the reply is recorded and has had its effects, and for no longer than
/// <c>OutreachOptions.ClassificationTimeout</c>; a step that asks for the sentiment waits for so long. Called concurrently.
/// </summary>
public interface IReplyClassifier
{
    /// <summary>Judges a reply that a person wrote. May be asked again about the same one, if it is received again.</summary>
    /// <returns>The sentiment, or <see langword="null"/> if it can't tell.</returns>
    ValueTask<ReplySentiment?> ClassifyAsync(ReceivedReply reply, CancellationToken cancellationToken = default);
}
