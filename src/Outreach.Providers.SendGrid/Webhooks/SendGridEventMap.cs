using System.Globalization;
using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>Puts SendGrid's events into the common shape.</summary>
internal sealed class SendGridEventMap(IMailboxProviderResolver? resolver)
{
    public ProviderEvent? Map(SendGridEvent happened)
    {
        if (TypeOf(happened) is not { } type)
        {
            return null;
        }

        return new ProviderEvent
        {
            // sg_event_id changes when an event is posted again; these don't.
            Key = WebhookEvents.Key(
                "sendgrid", happened.MessageId, happened.Name, happened.Timestamp.ToString(CultureInfo.InvariantCulture), happened.Email, happened.Url),
            Type = type,
            At = WebhookEvents.FromUnixSeconds(happened.Timestamp),
            Attempt = AttemptText.Parse(happened.Attempt),
            Recipient = happened.Email,
            Reply = SmtpText.ToReply(happened.Response ?? happened.Reason, enhancedCode: happened.Status, providerMessageId: happened.MessageId),
            MailboxProvider = WebhookEvents.MailboxProvider(resolver, happened.Email),
            Detail = WebhookEvents.Detail(happened.Url ?? (happened.IsMachineOpen ? "machine open" : happened.Reason)),
        };
    }

    /// <summary>
    /// "processed" only says what the answer to the request said already. Unsubscribe groups are SendGrid's own; leaving one means not to be written
    /// to, and joining it again is no consent to Outreach's campaigns.
    /// </summary>
    private static DeliveryEventType? TypeOf(SendGridEvent happened) => happened.Name switch
    {
        "delivered" => DeliveryEventType.Delivered,
        "deferred" => DeliveryEventType.Deferred,
        "bounce" => happened.Type == "blocked" ? DeliveryEventType.SoftBounced : DeliveryEventType.HardBounced,
        "dropped" => Dropped(happened.Reason),
        "open" => DeliveryEventType.Opened,
        "click" => DeliveryEventType.Clicked,
        "spamreport" => DeliveryEventType.Complained,
        "unsubscribe" or "group_unsubscribe" => DeliveryEventType.Unsubscribed,
        _ => null,
    };

    /// <summary>SendGrid did not even try: the address is on one of its suppression lists, or the message could not be sent.</summary>
    private static DeliveryEventType Dropped(string? reason) => reason switch
    {
        "Bounced Address" or "Invalid" or "Invalid Email Address" => DeliveryEventType.HardBounced,
        "Unsubscribed Address" => DeliveryEventType.Unsubscribed,
        "Spam Reporting Address" => DeliveryEventType.Complained,
        _ => DeliveryEventType.SoftBounced,
    };
}
