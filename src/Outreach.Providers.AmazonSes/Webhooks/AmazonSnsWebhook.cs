using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Outreach.Providers.Http;

namespace Outreach.Providers.AmazonSes;

/// <summary>
/// Reads the events that SES publishes through SNS. The signature, the certificate's host, name and time, and the topic are checked; a subscription to a
/// listed topic is confirmed. Registered by <c>AddAmazonSes</c>. Safe for concurrent use.
/// </summary>
public sealed class AmazonSnsWebhook : IProviderWebhook
{
    private readonly AmazonSesOptions _options;
    private readonly HttpHandOver _client;
    private readonly SnsCertificates _certificates;
    private readonly SesEventMap _map;

    internal AmazonSnsWebhook(AmazonSesOptions options, HttpHandOver client, IMailboxProviderResolver? resolver, TimeProvider time)
    {
        _options = options;
        _client = client;
        _certificates = new SnsCertificates(client, time);
        _map = new SesEventMap(resolver);
    }

    /// <inheritdoc/>
    public async ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken cancellationToken = default)
    {
        if (WebhookReadings.CheckSize(request) is { } tooLarge)
        {
            return tooLarge;
        }

        if (Parse(request.Body.Span) is not { } message)
        {
            return WebhookReadings.Forged("The request is none of SNS.");
        }

        if (message.TopicArn is null || !_options.TopicArns.Contains(message.TopicArn, StringComparer.Ordinal))
        {
            return WebhookReadings.Forged("The topic is not listed in AmazonSesOptions.TopicArns.");
        }

        try
        {
            return !SnsAddress.TryParseCertificate(message.CertificateUrl, out var address) ? WebhookReadings.Forged("The certificate is at no address of SNS.")
                : await _certificates.FindAsync(address, cancellationToken).ConfigureAwait(false) is not { } certificate
                    ? WebhookReadings.Forged("The certificate is none of SNS, or not valid now.")
                : !IsSigned(message, certificate)
                    ? WebhookReadings.Forged("The signature does not fit the request, or is of version 1 (set the topic's SignatureVersion to 2).")
                : await ReadVerifiedAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            // Not forged, but not proven either: SNS sends it again.
            return WebhookReadings.Malformed("SNS can't be asked now: " + exception.Message);
        }
    }

    private async Task<WebhookReading> ReadVerifiedAsync(SnsMessage message, CancellationToken cancellationToken)
    {
        if (message.Type == "Notification")
        {
            return _map.Read(message.Message ?? "");
        }

        if (message.Type == "SubscriptionConfirmation" && _options.ConfirmSubscriptions)
        {
            if (!SnsAddress.TryParse(message.SubscribeUrl, out var address))
            {
                return WebhookReadings.Malformed("The subscription would be confirmed at no address of SNS.");
            }

            using var answer = await _client.QueryAsync(new HttpRequestMessage(HttpMethod.Get, address), cancellationToken).ConfigureAwait(false);
            return answer.Status == 200 ? WebhookReadings.Accepted([]) : WebhookReadings.Malformed($"SNS did not take the confirmation: {answer.Status}.");
        }

        return WebhookReadings.Accepted([]);
    }

    private bool IsSigned(SnsMessage message, X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        return key is not null && SnsSignature.Verify(message, key, _options.AllowSha1Signatures);
    }

    private static SnsMessage? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, AmazonSesJson.Default.SnsMessage);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
