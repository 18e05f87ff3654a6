namespace Outreach;

/// <summary>
/// <see cref="GatewayProvider"/> over a gateway that takes a message with the same <c>Idempotency-Key</c> once only: after a lost answer the message is
/// handed over again by itself, with the same key. Not for gateways that ignore the header, whose recipients would get messages twice.
/// </summary>
/// <param name="gateway">The gateway.</param>
/// <param name="channel">The channel that it is used for.</param>
/// <param name="keyLifetime">How long the gateway remembers a key for certain.</param>
public sealed class KeyedGatewayProvider(IMessagingGateway gateway, Channel channel, TimeSpan keyLifetime) : IKeyedProvider
{
    private readonly GatewayProvider _provider = new(gateway, channel);

    /// <inheritdoc/>
    public Channel Channel => channel;

    /// <inheritdoc/>
    public TimeSpan KeyLifetime => keyLifetime;

    /// <inheritdoc/>
    public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default) =>
        _provider.SendAsync(message, attempt, cancellationToken);
}
