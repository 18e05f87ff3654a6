namespace Outreach;

/// <summary>
/// Takes mail that arrived (replies, bounces, complaints, unsubscribe requests), finds the send that it belongs to and applies what follows.
/// A message's effects are applied once, however often it is given. Safe for concurrent use.
/// </summary>
public interface IInboundMailHandler
{
    /// <summary>Reads one message and applies its effects.</summary>
    /// <returns>What the message was, and what it did. Never an exception for what the message says.</returns>
    Task<InboundMailResult> ReceiveAsync(ReceivedMail mail, CancellationToken cancellationToken = default);
}
