using System.Globalization;
using Outreach.Providers.Http;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>Puts Mailchimp's events into the common shape.</summary>
internal sealed class MailchimpTransactionalEventMap(IMailboxProviderResolver? resolver)
{
    public ProviderEvent? Map(MailchimpTransactionalEvent happened)
    {
        if (TypeOf(happened.Name) is not { } type || happened.Message is not { } message)
        {
            return null;
        }

        var diagnostic = message.Diagnostic ?? (message.SmtpEvents is { Count: > 0 } events ? events[^1].Diagnostic : null);
        return new ProviderEvent
        {
            Key = WebhookEvents.Key("mandrill", happened.Id, happened.Name, happened.Timestamp.ToString(CultureInfo.InvariantCulture), happened.Url),
            Type = type,
            At = WebhookEvents.FromUnixSeconds(happened.Timestamp),
            Attempt = MailchimpTransactionalMetadata.AttemptOf(message.Metadata),
            Recipient = message.Email,
            Reply = SmtpText.ToReply(diagnostic, providerMessageId: happened.Id),
            MailboxProvider = WebhookEvents.MailboxProvider(resolver, message.Email),
            Detail = WebhookEvents.Detail(happened.Url ?? message.BounceDescription),
        };
    }

    private static DeliveryEventType? TypeOf(string? name) => name switch
    {
        "send" or "delivered" => DeliveryEventType.Delivered,
        "deferral" => DeliveryEventType.Deferred,
        "hard_bounce" => DeliveryEventType.HardBounced,
        "soft_bounce" or "reject" => DeliveryEventType.SoftBounced,
        "open" => DeliveryEventType.Opened,
        "click" => DeliveryEventType.Clicked,
        "spam" => DeliveryEventType.Complained,
        "unsub" => DeliveryEventType.Unsubscribed,
        _ => null,
    };
}
