using Outreach.Providers.Http;

namespace Outreach.Providers.Gateway;

/// <summary>
/// A messaging gateway. Validated when the host starts. <see cref="HttpProviderOptions.BaseAddress"/> is required: <c>api/messaging/send</c> lies below it.
/// </summary>
public sealed class GatewayOptions : HttpProviderOptions
{
    /// <summary>Gets or sets the secret that is sent as a bearer token (RFC 6750 §2.1). Never logged.</summary>
    /// <value>Default: <see langword="null"/>, no <c>Authorization</c> header.</value>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets the channel that the gateway is used for.</summary>
    /// <value>A channel of chat messages. Default: <see cref="Channel.Telegram"/>.</value>
    public Channel Channel { get; set; } = Channel.Telegram;

    /// <summary>
    /// Gets or sets how long the gateway remembers an <c>Idempotency-Key</c> for certain. The key is sent in any case; only if this is set is a message whose
    /// answer was lost sent again by itself, with the same key and within this time.
    /// </summary>
    /// <value>1 minute to 30 days. Default: <see langword="null"/>, nobody knows whether the gateway looks at the key.</value>
    public TimeSpan? KeyLifetime { get; set; }
}
