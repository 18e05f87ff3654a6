using System.Text.Json.Serialization;

namespace Outreach.Providers.AmazonSes;

/// <summary>An event of a configuration set, or a notification of an identity (developer guide: "Contents of event data").</summary>
internal sealed record SesEvent
{
    [JsonPropertyName("eventType")]
    public string? EventType { get; init; }

    [JsonPropertyName("notificationType")]
    public string? NotificationType { get; init; }

    [JsonPropertyName("mail")]
    public MailData? Mail { get; init; }

    [JsonPropertyName("delivery")]
    public Detail? Delivery { get; init; }

    [JsonPropertyName("bounce")]
    public Detail? Bounce { get; init; }

    [JsonPropertyName("complaint")]
    public Detail? Complaint { get; init; }

    [JsonPropertyName("deliveryDelay")]
    public Detail? DeliveryDelay { get; init; }

    [JsonPropertyName("reject")]
    public Detail? Reject { get; init; }

    [JsonPropertyName("open")]
    public Detail? Open { get; init; }

    [JsonPropertyName("click")]
    public Detail? Click { get; init; }

    [JsonPropertyName("subscription")]
    public Detail? Subscription { get; init; }

    internal sealed record MailData
    {
        [JsonPropertyName("messageId")]
        public string? MessageId { get; init; }

        [JsonPropertyName("timestamp")]
        public DateTimeOffset Timestamp { get; init; }

        [JsonPropertyName("destination")]
        public IReadOnlyList<string>? Destination { get; init; }

        [JsonPropertyName("tags")]
        public IReadOnlyDictionary<string, IReadOnlyList<string>?>? Tags { get; init; }
    }

    /// <summary>What the kinds of events say beyond the mail; each has some of it.</summary>
    internal sealed record Detail
    {
        [JsonPropertyName("timestamp")]
        public DateTimeOffset? Timestamp { get; init; }

        [JsonPropertyName("feedbackId")]
        public string? FeedbackId { get; init; }

        [JsonPropertyName("bounceType")]
        public string? BounceType { get; init; }

        [JsonPropertyName("bounceSubType")]
        public string? BounceSubType { get; init; }

        [JsonPropertyName("bouncedRecipients")]
        public IReadOnlyList<Recipient>? Bounced { get; init; }

        [JsonPropertyName("delayedRecipients")]
        public IReadOnlyList<Recipient>? Delayed { get; init; }

        [JsonPropertyName("smtpResponse")]
        public string? SmtpResponse { get; init; }

        [JsonPropertyName("complaintFeedbackType")]
        public string? FeedbackType { get; init; }

        [JsonPropertyName("delayType")]
        public string? DelayType { get; init; }

        [JsonPropertyName("reason")]
        public string? Reason { get; init; }

        [JsonPropertyName("link")]
        public string? Link { get; init; }
    }

    internal sealed record Recipient(
        [property: JsonPropertyName("emailAddress")] string? Address,
        [property: JsonPropertyName("status")] string? Status,
        [property: JsonPropertyName("diagnosticCode")] string? Diagnostic);
}
