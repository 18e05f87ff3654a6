using System.Globalization;

namespace Outreach;

/// <summary>Hands chat messages to a messaging gateway. The intent is asked for just before the request. Safe for concurrent use.</summary>
/// <param name="gateway">The gateway.</param>
/// <param name="channel">The channel that it is used for.</param>
public sealed class GatewayProvider(IMessagingGateway gateway, Channel channel) : IMessageProvider
{
    /// <inheritdoc/>
    public Channel Channel => channel;

    /// <inheritdoc/>
    public async Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var chat = message as OutgoingChatMessage ?? throw new ArgumentException("A messaging gateway takes chat messages only.", nameof(message));
        var request = GatewayRequest.From(chat);
        var key = chat.Attempt.SendId.ToString("N", CultureInfo.InvariantCulture);
        var verdict = await attempt.CommitIntentAsync(cancellationToken).ConfigureAwait(false);
        return verdict == IntentVerdict.Granted
            ? await gateway.SendAsync(request, key, cancellationToken).ConfigureAwait(false)
            : new HandOverResult { Phase = HandOverPhase.NotHandedOver, Failure = FailureKind.Transient, Denied = verdict };
    }
}
