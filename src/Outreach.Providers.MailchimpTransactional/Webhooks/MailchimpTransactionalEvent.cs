using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>An event as Mailchimp posts it (docs: "Webhooks", "Message events").</summary>
internal sealed record MailchimpTransactionalEvent
{
    [JsonPropertyName("event")]
    public string? Name { get; init; }

    [JsonPropertyName("ts")]
    public double Timestamp { get; init; }

    [JsonPropertyName("_id")]
    public string? Id { get; init; }

    [JsonPropertyName("url")]
    public string? Url { get; init; }

    [JsonPropertyName("msg")]
    public MessageData? Message { get; init; }

    internal sealed record MessageData
    {
        [JsonPropertyName("email")]
        public string? Email { get; init; }

        [JsonPropertyName("diag")]
        public string? Diagnostic { get; init; }

        [JsonPropertyName("bounce_description")]
        public string? BounceDescription { get; init; }

        [JsonPropertyName("metadata")]
        public JsonElement Metadata { get; init; }

        [JsonPropertyName("smtp_events")]
        public IReadOnlyList<SmtpEvent>? SmtpEvents { get; init; }
    }

    internal sealed record SmtpEvent([property: JsonPropertyName("diag")] string? Diagnostic);
}
