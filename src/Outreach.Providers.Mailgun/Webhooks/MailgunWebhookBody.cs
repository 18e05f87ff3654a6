using System.Text.Json.Serialization;
using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>A request of a webhook (docs: "Webhook Payloads").</summary>
internal sealed record MailgunWebhookBody
{
    [JsonPropertyName("signature")]
    public Signed? Signature { get; init; }

    /// <summary>Gets the signature with the key of the account above, in events of subaccounts.</summary>
    [JsonPropertyName("parent-signature")]
    public Signed? ParentSignature { get; init; }

    [JsonPropertyName("event-data")]
    public EventData? Event { get; init; }

    internal sealed record Signed(
        [property: JsonPropertyName("timestamp")] string? Timestamp,
        [property: JsonPropertyName("token")] string? Token,
        [property: JsonPropertyName("signature")] string? Signature);

    internal sealed record EventData
    {
        [JsonPropertyName("id")]
        public string? Id { get; init; }

        [JsonPropertyName("event")]
        public string? Name { get; init; }

        [JsonPropertyName("timestamp")]
        public double Timestamp { get; init; }

        [JsonPropertyName("recipient")]
        public string? Recipient { get; init; }

        [JsonPropertyName("recipient-provider")]
        public string? RecipientProvider { get; init; }

        /// <summary>Gets whether a failure is <c>permanent</c> or <c>temporary</c>.</summary>
        [JsonPropertyName("severity")]
        public string? Severity { get; init; }

        [JsonPropertyName("reason")]
        public string? Reason { get; init; }

        [JsonPropertyName("url")]
        public string? Url { get; init; }

        [JsonPropertyName("message")]
        public MessageData? Message { get; init; }

        [JsonPropertyName("delivery-status")]
        public DeliveryStatus? Status { get; init; }

        [JsonPropertyName("user-variables")]
        public UserVariables? Variables { get; init; }
    }

    internal sealed record MessageData([property: JsonPropertyName("headers")] MessageHeaders? Headers);

    internal sealed record MessageHeaders([property: JsonPropertyName("message-id")] string? MessageId);

    internal sealed record DeliveryStatus(
        [property: JsonPropertyName("code")] int? Code,
        [property: JsonPropertyName("enhanced-code")] string? EnhancedCode,
        [property: JsonPropertyName("message")] string? Message,
        [property: JsonPropertyName("description")] string? Description);

    internal sealed record UserVariables([property: JsonPropertyName(AttemptText.Name)] string? Attempt);
}
