using System.Net.Http.Headers;
using Outreach.Providers.Http;

namespace Outreach.Providers.Gmail;

/// <summary>Makes requests to the API of one mailbox.</summary>
internal sealed class GmailApi(GmailOptions options, GmailTokens tokens, HttpHandOver handOver)
{
    private readonly string _base = options.Address.ToString().TrimEnd('/');

    public GmailOptions Options => options;

    /// <exception cref="GmailTokenException">There is no access token.</exception>
    public async Task<HandOverResult> SendAsync(
        OutgoingEmail email, HandOverBody body, ISendAttempt attempt, Func<HttpAnswer, HandOverResult> read, CancellationToken cancellationToken)
    {
        var request = await RequestAsync(HttpMethod.Post, "/upload/gmail/v1/users/me/messages/send?uploadType=multipart", cancellationToken).ConfigureAwait(false);
        return await handOver.SendAsync(email, request, body, attempt, read, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<HttpAnswer> GetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await handOver.QueryAsync(
                await RequestAsync(HttpMethod.Get, "/gmail/v1/users/me/" + path, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (GmailTokenException exception)
        {
            throw new HttpRequestException(exception.Message, exception);
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        var request = new HttpRequestMessage(method, new Uri(_base + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
