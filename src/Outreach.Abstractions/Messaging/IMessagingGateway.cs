namespace Outreach;

/// <summary>
/// A generic messaging gateway: takes messages of any channel by <c>POST /api/messaging/send</c>. Implemented by whoever speaks to one; the provider over it
/// is <see cref="GatewayProvider"/>. Safe for concurrent use.
/// </summary>
public interface IMessagingGateway
{
    /// <summary>Sends one request, never twice.</summary>
    /// <param name="request">The message.</param>
    /// <param name="idempotencyKey">
    /// A key that is the same for all attempts at this message; sent as <c>Idempotency-Key</c>, so that a gateway that knows it takes the message once.
    /// </param>
    /// <param name="cancellationToken">Cancels the call as long as nothing was sent.</param>
    /// <returns>
    /// How far the request got, and the answer: after its first byte left, anything but a parsed answer is <see cref="HandOverPhase.HandedOver"/>.
    /// </returns>
    Task<HandOverResult> SendAsync(GatewayRequest request, string idempotencyKey, CancellationToken cancellationToken = default);
}
