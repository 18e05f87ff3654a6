namespace Outreach;

/// <summary>
/// Hands messages to a relay or an email service. Registered by name. Implementations are safe for concurrent use and never repeat a
/// hand-over by themselves.
/// </summary>
public interface IMessageProvider
{
    /// <summary>Gets the channel that the provider serves.</summary>
    Channel Channel { get; }

    /// <summary>
    /// Hands over one message to one recipient. Failures of the network and of the provider are results, not exceptions.
    /// </summary>
    /// <param name="message">The message; for <see cref="Outreach.Channel.Email"/> an <see cref="OutgoingEmail"/>.</param>
    /// <param name="attempt">Gives the permission to hand over; see <see cref="ISendAttempt.CommitIntentAsync"/>.</param>
    /// <param name="cancellationToken">
    /// Cancels the call as long as nothing was handed over. Afterwards it is only a wish: the provider goes on waiting for the answer for its
    /// own time-out, since giving up would leave the outcome unknown.
    /// </param>
    /// <returns>How far the message got, and the answer.</returns>
    /// <exception cref="OperationCanceledException">The call was cancelled, and nothing was handed over.</exception>
    Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default);
}
