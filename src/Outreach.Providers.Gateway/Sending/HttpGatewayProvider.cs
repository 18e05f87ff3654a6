using System.Net.Http.Headers;
using Outreach.Providers.Http;

namespace Outreach.Providers.Gateway;

/// <summary>Hands chat messages to a gateway, each in one request that is never repeated.</summary>
internal class HttpGatewayProvider(GatewayApi api) : IMessageProvider
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public Channel Channel => api.Options.Channel;

    public async Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var chat = message as OutgoingChatMessage ?? throw new ArgumentException("A messaging gateway takes chat messages only.", nameof(message));
        cancellationToken.ThrowIfCancellationRequested();
        var number = chat.Attempt.Number;
        var body = new HandOverBody { Content = GatewayRequest.From(chat).ToJson(), MediaType = Json };
        return await api.SendAsync(chat, body, attempt, answer => GatewayAnswer.Read(answer, number), cancellationToken).ConfigureAwait(false);
    }
}
