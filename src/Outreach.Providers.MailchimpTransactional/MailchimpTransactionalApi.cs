using System.Net.Http.Headers;
using Outreach.Providers.Http;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>Makes requests to the API of one account. All are POST; the key is in the body.</summary>
internal sealed class MailchimpTransactionalApi(MailchimpTransactionalOptions options, HttpHandOver handOver)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly Uri _send = At(options, "messages/send-raw");

    public MailchimpTransactionalOptions Options => options;

    public Task<HandOverResult> SendAsync(
        OutgoingEmail email, ReadOnlyMemory<byte> body, ISendAttempt attempt, Func<HttpAnswer, HandOverResult> read, CancellationToken cancellationToken) =>
        handOver.SendAsync(
            email, new HttpRequestMessage(HttpMethod.Post, _send), new HandOverBody { Content = body, MediaType = Json }, attempt, read, cancellationToken);

    /// <summary>Asks for something that changes nothing.</summary>
    public Task<HttpAnswer> AskAsync(string method, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = Json;
        return handOver.QueryAsync(new HttpRequestMessage(HttpMethod.Post, At(options, method)) { Content = content }, cancellationToken);
    }

    private static Uri At(MailchimpTransactionalOptions options, string method) => new($"{options.Address.ToString().TrimEnd('/')}/api/1.0/{method}.json");
}
