using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>
/// Reads SendGrid's signed event webhook. SendGrid documents no time after which a request is stale, and repeats events; they are told apart by
/// their keys. Registered by <c>AddSendGrid</c>. Safe for concurrent use.
/// </summary>
public sealed class SendGridWebhook : IProviderWebhook, IDisposable
{
    private const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    private const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";
    private readonly SendGridSignature? _signature;
    private readonly SendGridEventMap _map;

    internal SendGridWebhook(SendGridOptions options, IMailboxProviderResolver? resolver)
    {
        _signature = options.WebhookVerificationKey is { } key ? new SendGridSignature(key) : null;
        _map = new SendGridEventMap(resolver);
    }

    /// <inheritdoc/>
    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(WebhookReadings.CheckSize(request) ?? Read(request));

    /// <summary>Frees the key.</summary>
    public void Dispose() => _signature?.Dispose();

    private WebhookReading Read(WebhookRequest request)
    {
        if (_signature is null)
        {
            return WebhookReadings.Forged("No verification key is set, so nothing can be trusted: set SendGridOptions.WebhookVerificationKey.");
        }

        if (!request.Headers.TryGetValue(SignatureHeader, out var signature) || !request.Headers.TryGetValue(TimestampHeader, out var timestamp))
        {
            return WebhookReadings.Forged("The request is not signed: switch on the signature of the event webhook in SendGrid.");
        }

        return _signature.Verify(signature, timestamp, request.Body.Span)
            ? WebhookEventArray.Read(request.Body, SendGridJson.Default.SendGridEvent, _map.Map)
            : WebhookReadings.Forged("The signature does not fit the request.");
    }
}
