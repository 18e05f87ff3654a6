namespace Outreach;

/// <summary>
/// Tells the sentiment of a reply, for the condition <see cref="StepConditions.ReplySentiment"/>. Registered by the host; without one only
/// events that carry a sentiment have one. It is asked before the reply is recorded, so that the next step can go by the answer, and for no
/// longer than <c>OutreachOptions.ClassificationTimeout</c>: a reply counts also if the classifier fails. Called concurrently.
/// </summary>
public interface IReplyClassifier
{
    /// <summary>Judges a reply that a person wrote. May be asked again about the same one, if it is received again.</summary>
    /// <returns>The sentiment, or <see langword="null"/> if it can't tell.</returns>
    ValueTask<ReplySentiment?> ClassifyAsync(ReceivedReply reply, CancellationToken cancellationToken = default);
}
