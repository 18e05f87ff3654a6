namespace Outreach;

/// <summary>Takes messages that other systems received from contacts. Safe for concurrent use.</summary>
public interface IExternalMessageReceiver
{
    /// <summary>
    /// Records a message once by its id, and stops or moves on the participant that it belongs to: the one named, the one whose message it
    /// answers, or else the one of the contact and channel that was written to last.
    /// </summary>
    /// <exception cref="ArgumentException">The message says not who wrote it, or a value is too long; the message says which.</exception>
    Task<ExternalMessageOutcome> ReceiveAsync(ExternalMessage message, CancellationToken cancellationToken = default);
}
