using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>Puts Mailgun's events into the common shape.</summary>
internal sealed class MailgunEventMap(IMailboxProviderResolver? resolver)
{
    public ProviderEvent? Map(MailgunWebhookBody.EventData happened)
    {
        if (TypeOf(happened) is not { } type || happened.Id is not { Length: > 0 } id)
        {
            return null;
        }

        var status = happened.Status;
        var messageId = happened.Message?.Headers?.MessageId;
        return new ProviderEvent
        {
            Key = WebhookEvents.Key("mailgun", id, happened.Name),
            Type = type,
            At = WebhookEvents.FromUnixSeconds(happened.Timestamp),
            Attempt = AttemptText.Parse(happened.Variables?.Attempt),
            Recipient = happened.Recipient,
            Reply = SmtpText.ToReply(
                string.IsNullOrEmpty(status?.Message) ? status?.Description : status.Message,
                status?.Code,
                status?.EnhancedCode,
                messageId is null ? null : $"<{messageId.Trim('<', '>')}>"),
            MailboxProvider = WebhookEvents.MailboxProvider(resolver, happened.Recipient) ?? happened.RecipientProvider?.ToLowerInvariant(),
            Detail = WebhookEvents.Detail(happened.Url ?? happened.Reason),
        };
    }

    private static DeliveryEventType? TypeOf(MailgunWebhookBody.EventData happened) => happened switch
    {
        { Name: "delivered" } => DeliveryEventType.Delivered,
        { Name: "failed", Severity: "temporary" } => DeliveryEventType.Deferred,
        { Name: "failed", Reason: "suppress-unsubscribe" } => DeliveryEventType.Unsubscribed,
        { Name: "failed", Reason: "suppress-complaint" } => DeliveryEventType.Complained,

        // Given up after trying for hours: the address may be good.
        { Name: "failed", Reason: "old" } => DeliveryEventType.SoftBounced,
        { Name: "failed" } => DeliveryEventType.HardBounced,
        { Name: "rejected" } => DeliveryEventType.SoftBounced,
        { Name: "opened" } => DeliveryEventType.Opened,
        { Name: "clicked" } => DeliveryEventType.Clicked,
        { Name: "unsubscribed" } => DeliveryEventType.Unsubscribed,
        { Name: "complained" } => DeliveryEventType.Complained,
        _ => null,
    };
}
