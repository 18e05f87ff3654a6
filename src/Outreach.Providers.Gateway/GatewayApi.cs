using System.Globalization;
using System.Net.Http.Headers;
using Outreach.Providers.Http;

namespace Outreach.Providers.Gateway;

/// <summary>Makes requests to one gateway.</summary>
internal sealed class GatewayApi(GatewayOptions options, HttpHandOver handOver)
{
    private readonly AuthenticationHeaderValue? _authorization = options.ApiKey is { } key ? new("Bearer", key) : null;
    private readonly Uri _send = new($"{options.BaseAddress!.ToString().TrimEnd('/')}/{GatewayRequest.Path}");

    public GatewayOptions Options => options;

    public Uri Address => _send;

    public Task<HandOverResult> SendAsync(
        OutgoingChatMessage chat, HandOverBody body, ISendAttempt attempt, Func<HttpAnswer, HandOverResult> read, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Post);
        request.Headers.Add("Idempotency-Key", chat.Attempt.SendId.ToString("N", CultureInfo.InvariantCulture));
        return handOver.SendAsync(chat, request, body, attempt, read, cancellationToken);
    }

    public Task<HttpAnswer> LookAsync(CancellationToken cancellationToken) => handOver.QueryAsync(Request(HttpMethod.Get), cancellationToken);

    private HttpRequestMessage Request(HttpMethod method)
    {
        var request = new HttpRequestMessage(method, _send);
        request.Headers.Authorization = _authorization;
        return request;
    }
}
