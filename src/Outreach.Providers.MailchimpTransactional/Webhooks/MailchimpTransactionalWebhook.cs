using System.Text;
using Outreach.Providers.Http;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>
/// Reads Mailchimp Transactional's webhook. The signature holds no time, so events that are posted again are told apart by their keys. Registered by
/// <c>AddMailchimpTransactional</c>. Safe for concurrent use.
/// </summary>
public sealed class MailchimpTransactionalWebhook : IProviderWebhook
{
    private const string SignatureHeader = "X-Mandrill-Signature";
    private const string EventsField = "mandrill_events";

    /// <summary>With this key Mailchimp signs the empty request by which it tries a new webhook, before that has a key of its own.</summary>
    private const string TestKey = "test-webhook";

    private readonly MailchimpTransactionalOptions _options;
    private readonly MailchimpTransactionalEventMap _map;

    internal MailchimpTransactionalWebhook(MailchimpTransactionalOptions options, IMailboxProviderResolver? resolver)
    {
        _options = options;
        _map = new MailchimpTransactionalEventMap(resolver);
    }

    /// <inheritdoc/>
    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(WebhookReadings.CheckSize(request) ?? Read(request));

    private WebhookReading Read(WebhookRequest request)
    {
        if (_options is not { WebhookKey: { } key, WebhookUrl: { } url })
        {
            return WebhookReadings.Forged("No key is set, so nothing can be trusted: set MailchimpTransactionalOptions.WebhookKey and WebhookUrl.");
        }

        if (!request.Headers.TryGetValue(SignatureHeader, out var signature) || MailchimpTransactionalForm.Read(request.Body.Span) is not { } fields)
        {
            return WebhookReadings.Forged("The request is not signed.");
        }

        var events = fields.FirstOrDefault(static field => field.Name == EventsField).Value;
        if (events == "[]" && MailchimpTransactionalSignature.Verify(TestKey, url, fields, signature))
        {
            return WebhookReadings.Accepted([]);
        }

        return !MailchimpTransactionalSignature.Verify(key, url, fields, signature) ? WebhookReadings.Forged("The signature does not fit the request and the configured address.")
            : events is null ? WebhookReadings.Malformed("The request has no field mandrill_events.")
            : WebhookEventArray.Read(Encoding.UTF8.GetBytes(events), MailchimpTransactionalJson.Default.MailchimpTransactionalEvent, _map.Map);
    }
}
