namespace Outreach;

/// <summary>
/// Reads the events that a provider posts to the host. Registered by the provider's name, beside its <see cref="IMessageProvider"/>; needs no web
/// framework. Safe for concurrent use.
/// </summary>
public interface IProviderWebhook
{
    /// <summary>
    /// Verifies a request and reads its events. Whatever the request holds, the answer is a value: a request that is not proven to be the
    /// provider's has no events.
    /// </summary>
    /// <param name="request">The request as it came, its body octet by octet.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What the request was. The events may be reports of what is known already, in any order.</returns>
    ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken cancellationToken = default);
}
