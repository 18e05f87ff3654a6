using System.Net.Http.Headers;
using System.Text;
using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>Makes requests to the API of one domain.</summary>
internal sealed class MailgunApi(MailgunOptions options, HttpHandOver handOver)
{
    private readonly AuthenticationHeaderValue _authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("api:" + options.ApiKey)));
    private readonly Uri _send = At(options, $"v3/{options.Domain}/messages.mime");

    public MailgunOptions Options => options;

    public Task<HandOverResult> SendAsync(
        OutgoingEmail email, HandOverBody body, ISendAttempt attempt, Func<HttpAnswer, HandOverResult> read, CancellationToken cancellationToken) =>
        handOver.SendAsync(email, Request(HttpMethod.Post, _send), body, attempt, read, cancellationToken);

    public Task<HttpAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        handOver.QueryAsync(Request(HttpMethod.Get, At(options, path)), cancellationToken);

    private static Uri At(MailgunOptions options, string path) => new($"{options.Address.ToString().TrimEnd('/')}/{path}");

    private HttpRequestMessage Request(HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = _authorization;
        return request;
    }
}
