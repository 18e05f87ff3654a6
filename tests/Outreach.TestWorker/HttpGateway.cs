using System.Net.Http.Headers;

namespace Outreach.TestWorker;

/// <summary>Speaks to a messaging gateway, as a host would write it.</summary>
internal sealed class HttpGateway(Uri address) : IMessagingGateway
{
    // A connection of its own for each request: on one that the gateway has just closed, the handler might send a request twice.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });

    public async Task<HandOverResult> SendAsync(GatewayRequest request, string idempotencyKey, CancellationToken cancellationToken = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(address, GatewayRequest.Path)) { Content = new ByteArrayContent(request.ToJson()) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.Add("Idempotency-Key", idempotencyKey);
        try
        {
            using var response = await Client.SendAsync(message, CancellationToken.None).ConfigureAwait(false);
            return new HandOverResult
            {
                Phase = HandOverPhase.Answered,
                Failure = response.IsSuccessStatusCode ? null : FailureKind.Transient,
                Reply = new ProviderReply { Code = (int)response.StatusCode },
            };
        }
        catch (HttpRequestException exception)
        {
            return new HandOverResult
            {
                Phase = exception.HttpRequestError == HttpRequestError.ConnectionError ? HandOverPhase.NotHandedOver : HandOverPhase.HandedOver,
                Failure = exception.HttpRequestError == HttpRequestError.ConnectionError ? FailureKind.Transient : null,
            };
        }
    }
}
