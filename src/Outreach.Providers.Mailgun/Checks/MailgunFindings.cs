using System.Text.Json.Serialization;

namespace Outreach.Providers.Mailgun;

/// <summary>Answers of the questions that checks and look-ups ask.</summary>
internal static class MailgunFindings
{
    /// <summary>Answer of <c>GET /v3/domains/{domain}</c>.</summary>
    internal sealed record DomainState(
        [property: JsonPropertyName("domain")] Domain? Domain,
        [property: JsonPropertyName("sending_dns_records")] IReadOnlyList<DnsRecord>? Records);

    internal sealed record Domain([property: JsonPropertyName("state")] string? State);

    internal sealed record DnsRecord(
        [property: JsonPropertyName("record_type")] string? Type,
        [property: JsonPropertyName("name")] string? Name,
        [property: JsonPropertyName("value")] string? Value,
        [property: JsonPropertyName("valid")] string? Valid);

    /// <summary>Answer of <c>GET /v3/domains/{domain}/webhooks</c>.</summary>
    internal sealed record WebhookList([property: JsonPropertyName("webhooks")] IReadOnlyDictionary<string, Webhook?>? Webhooks);

    internal sealed record Webhook([property: JsonPropertyName("urls")] IReadOnlyList<string>? Urls);

    /// <summary>Answer of <c>GET /v5/accounts/http_signing_key</c>.</summary>
    internal sealed record SigningKey([property: JsonPropertyName("http_signing_key")] string? Key);

    /// <summary>Answer of <c>GET /v3/{domain}/events</c>.</summary>
    internal sealed record Events([property: JsonPropertyName("items")] IReadOnlyList<EventItem>? Items);

    internal sealed record EventItem([property: JsonPropertyName("event")] string? Name);
}
