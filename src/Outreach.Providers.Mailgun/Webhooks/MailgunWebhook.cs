using System.Text.Json;
using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>
/// Reads Mailgun's webhooks (JSON). The signature covers a timestamp and a token but not the event, so old timestamps are refused and a token is good
/// for one body only. Registered by <c>AddMailgun</c>. Safe for concurrent use.
/// </summary>
public sealed class MailgunWebhook : IProviderWebhook
{
    private readonly string? _key;
    private readonly MailgunEventMap _map;
    private readonly WebhookTokens _tokens;

    internal MailgunWebhook(MailgunOptions options, IMailboxProviderResolver? resolver, TimeProvider time)
    {
        _key = options.WebhookSigningKey;
        _map = new MailgunEventMap(resolver);
        _tokens = new WebhookTokens(options.WebhookWindow, time);
    }

    /// <inheritdoc/>
    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(WebhookReadings.CheckSize(request) ?? Read(request));

    private WebhookReading Read(WebhookRequest request)
    {
        if (_key is null)
        {
            return WebhookReadings.Forged("No signing key is set, so nothing can be trusted: set MailgunOptions.WebhookSigningKey.");
        }

        if (Parse(request.Body.Span) is not { } body)
        {
            return WebhookReadings.Forged("The request is none of Mailgun's webhooks; those of the old form are not supported.");
        }

        if (FindVerified(body) is not { } signed)
        {
            return WebhookReadings.Forged("The signature does not fit the request.");
        }

        if (MailgunSignature.StampOf(signed.Timestamp!) is not { } stamp || !_tokens.TryTake(signed.Token!, stamp, request.Body.Span))
        {
            return WebhookReadings.Replayed("The request was signed too long ago, or its token was used for another one.");
        }

        return body.Event is null ? WebhookReadings.Malformed("The request has no event.") : Accept(body.Event);
    }

    private WebhookReading Accept(MailgunWebhookBody.EventData happened)
    {
        try
        {
            return WebhookReadings.Accepted(_map.Map(happened) is { } mapped ? [mapped] : []);
        }
        catch (ArgumentOutOfRangeException)
        {
            return WebhookReadings.Malformed("The event has no proper timestamp.");
        }
    }

    private MailgunWebhookBody.Signed? FindVerified(MailgunWebhookBody body) =>
        IsVerified(body.Signature) ? body.Signature : IsVerified(body.ParentSignature) ? body.ParentSignature : null;

    private bool IsVerified(MailgunWebhookBody.Signed? signed) =>
        signed is { Timestamp: { } timestamp, Token: { } token, Signature: { } signature } && MailgunSignature.Verify(_key!, timestamp, token, signature);

    private static MailgunWebhookBody? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, MailgunJson.Default.MailgunWebhookBody);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
