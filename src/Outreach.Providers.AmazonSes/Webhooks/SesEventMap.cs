using System.Globalization;
using System.Text.Json;
using Outreach.Providers.Http;

namespace Outreach.Providers.AmazonSes;

/// <summary>Puts the events of SES into the common shape.</summary>
internal sealed class SesEventMap(IMailboxProviderResolver? resolver)
{
    public WebhookReading Read(string message)
    {
        try
        {
            return WebhookReadings.Accepted(JsonSerializer.Deserialize(message, AmazonSesJson.Default.SesEvent) is { } happened && Map(happened) is { } mapped ? [mapped] : []);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // A topic may also carry texts such as SNS's own greeting; they are genuine, and no events.
            return WebhookReadings.Accepted([]);
        }
    }

    private ProviderEvent? Map(SesEvent happened)
    {
        if (happened.Mail is not { } mail || TypeOf(happened) is not ({ } type, { } detail))
        {
            return null;
        }

        var at = detail.Timestamp ?? mail.Timestamp;
        var failed = detail.Bounced is [var bounced, ..] ? bounced : detail.Delayed is [var delayed, ..] ? delayed : null;
        var recipient = failed?.Address ?? (mail.Destination is [var first, ..] ? first : null);
        return new ProviderEvent
        {
            Key = WebhookEvents.Key("ses", mail.MessageId, type.ToString(), at.ToString("O", CultureInfo.InvariantCulture), recipient, detail.FeedbackId, detail.Link),
            Type = type,
            At = at,
            Attempt = mail.Tags?.GetValueOrDefault(AttemptText.Name) is [var attempt, ..] ? AttemptText.Parse(attempt) : null,
            Recipient = recipient,
            Reply = SmtpText.ToReply(detail.SmtpResponse ?? TextOf(failed?.Diagnostic), enhancedCode: failed?.Status, providerMessageId: mail.MessageId),
            MailboxProvider = WebhookEvents.MailboxProvider(resolver, recipient),
            Detail = WebhookEvents.Detail(detail.Link ?? detail.Reason ?? detail.FeedbackType ?? detail.DelayType ?? detail.BounceSubType),
        };
    }

    private static (DeliveryEventType? Type, SesEvent.Detail? Detail) TypeOf(SesEvent happened) => (happened.EventType ?? happened.NotificationType) switch
    {
        "Delivery" => (DeliveryEventType.Delivered, happened.Delivery),
        "Bounce" => (happened.Bounce?.BounceType == "Permanent" ? DeliveryEventType.HardBounced : DeliveryEventType.SoftBounced, happened.Bounce),
        "Complaint" => (DeliveryEventType.Complained, happened.Complaint),
        "DeliveryDelay" => (DeliveryEventType.Deferred, happened.DeliveryDelay),
        "Reject" => (DeliveryEventType.SoftBounced, happened.Reject), // SES found a virus after it took the message
        "Open" => (DeliveryEventType.Opened, happened.Open),
        "Click" => (DeliveryEventType.Clicked, happened.Click),
        "Subscription" => (DeliveryEventType.Unsubscribed, happened.Subscription),
        _ => (null, null),
    };

    /// <summary>A diagnostic code begins with its type (RFC 3464 §2.3.6).</summary>
    private static string? TextOf(string? diagnostic) =>
        diagnostic?.StartsWith("smtp;", StringComparison.OrdinalIgnoreCase) == true ? diagnostic[5..].Trim() : diagnostic;
}
