using System.Net.Http.Headers;
using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>Makes requests to the v3 API of one account.</summary>
internal sealed class SendGridApi(SendGridOptions options, HttpHandOver handOver)
{
    private readonly AuthenticationHeaderValue _authorization = new("Bearer", options.ApiKey);
    private readonly Uri _send = At(options, "v3/mail/send");

    public SendGridOptions Options => options;

    public Task<HandOverResult> SendAsync(
        OutgoingEmail email, ReadOnlyMemory<byte> body, ISendAttempt attempt, Func<HttpAnswer, HandOverResult> read, CancellationToken cancellationToken)
    {
        var content = new HandOverBody { Content = body, MediaType = new MediaTypeHeaderValue("application/json") };
        return handOver.SendAsync(email, Request(HttpMethod.Post, _send), content, attempt, read, cancellationToken);
    }

    public Task<HttpAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        handOver.QueryAsync(Request(HttpMethod.Get, At(options, path)), cancellationToken);

    private static Uri At(SendGridOptions options, string path) => new($"{options.Address.ToString().TrimEnd('/')}/{path}");

    private HttpRequestMessage Request(HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = _authorization;
        request.Headers.Accept.Add(Json);
        return request;
    }

    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
}
