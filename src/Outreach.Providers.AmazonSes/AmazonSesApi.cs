using System.Globalization;
using System.Net.Http.Headers;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Outreach.Providers.Http;

namespace Outreach.Providers.AmazonSes;

/// <summary>Makes signed requests to SES in one region.</summary>
internal sealed class AmazonSesApi(AmazonSesOptions options, HttpHandOver handOver, TimeProvider time)
{
    private const string Json = "application/json";
    private readonly Uri _send = At(options, "v2/email/outbound-emails");

    public AmazonSesOptions Options => options;

    public async Task<HandOverResult> SendAsync(
        OutgoingEmail email, ReadOnlyMemory<byte> body, ISendAttempt attempt, Func<HttpAnswer, HandOverResult> read, CancellationToken cancellationToken)
    {
        HttpRequestMessage request;
        try
        {
            request = await RequestAsync(HttpMethod.Post, _send, body).ConfigureAwait(false);
        }
        catch (AmazonClientException exception)
        {
            return new HandOverResult
            {
                Phase = HandOverPhase.NotHandedOver,
                Failure = FailureKind.Authentication,
                Reply = new ProviderReply { Text = "There are no credentials: " + exception.Message },
            };
        }

        var content = new HandOverBody { Content = body, MediaType = new MediaTypeHeaderValue(Json) };
        return await handOver.SendAsync(email, request, content, attempt, read, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="HttpRequestException">There was no answer, or there are no credentials.</exception>
    public async Task<HttpAnswer> GetAsync(string path, CancellationToken cancellationToken)
    {
        HttpRequestMessage request;
        try
        {
            request = await RequestAsync(HttpMethod.Get, At(options, path), default).ConfigureAwait(false);
        }
        catch (AmazonClientException exception)
        {
            throw new HttpRequestException("There are no credentials: " + exception.Message, exception);
        }

        return await handOver.QueryAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static Uri At(AmazonSesOptions options, string path) => new($"{options.Address.ToString().TrimEnd('/')}/{path}");

    private async Task<HttpRequestMessage> RequestAsync(HttpMethod method, Uri address, ReadOnlyMemory<byte> body)
    {
        var credentials = await (options.Credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials(null)).GetCredentialsAsync().ConfigureAwait(false);
        var now = time.GetUtcNow();
        var request = new HttpRequestMessage(method, address);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = address.Authority,
            ["x-amz-date"] = now.UtcDateTime.ToString(SigV4.DateFormat, CultureInfo.InvariantCulture),
            ["x-amz-content-sha256"] = SigV4.HashOf(body.Span),
        };
        if (credentials.UseToken)
        {
            headers["x-amz-security-token"] = credentials.Token;
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (!body.IsEmpty)
        {
            headers["content-type"] = Json;
        }

        SigV4.Sign(request, headers, body.Span, credentials, options.Region, "ses", now);
        return request;
    }
}
