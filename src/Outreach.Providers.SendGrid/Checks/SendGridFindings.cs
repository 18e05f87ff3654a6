using System.Text.Json.Serialization;

namespace Outreach.Providers.SendGrid;

/// <summary>Answers of the questions that a check asks.</summary>
internal static class SendGridFindings
{
    /// <summary>Answer of <c>GET /v3/scopes</c>.</summary>
    internal sealed record Scopes([property: JsonPropertyName("scopes")] IReadOnlyList<string>? Names);

    /// <summary>An element of the answer of <c>GET /v3/whitelabel/domains</c>.</summary>
    internal sealed record Domain(
        [property: JsonPropertyName("domain")] string? Name,
        [property: JsonPropertyName("valid")] bool IsValid);

    /// <summary>Answer of <c>GET /v3/verified_senders</c>.</summary>
    internal sealed record Senders([property: JsonPropertyName("results")] IReadOnlyList<Sender>? Results);

    internal sealed record Sender(
        [property: JsonPropertyName("from_email")] string? Address,
        [property: JsonPropertyName("verified")] bool IsVerified);

    /// <summary>Answer of <c>GET /v3/user/webhooks/event/settings</c>.</summary>
    internal sealed record WebhookSettings(
        [property: JsonPropertyName("enabled")] bool IsEnabled,
        [property: JsonPropertyName("url")] string? Url,
        [property: JsonPropertyName("delivered")] bool Delivered,
        [property: JsonPropertyName("deferred")] bool Deferred,
        [property: JsonPropertyName("bounce")] bool Bounce,
        [property: JsonPropertyName("dropped")] bool Dropped,
        [property: JsonPropertyName("spam_report")] bool SpamReport);

    /// <summary>Answer of <c>GET /v3/user/webhooks/event/settings/signed</c>.</summary>
    internal sealed record SignedWebhook([property: JsonPropertyName("public_key")] string? PublicKey);

    /// <summary>Answer of <c>GET /v3/user/credits</c>.</summary>
    internal sealed record Credits(
        [property: JsonPropertyName("remain")] long Remain,
        [property: JsonPropertyName("total")] long Total);

    /// <summary>Answer of <c>GET /v3/messages</c>.</summary>
    internal sealed record Messages([property: JsonPropertyName("messages")] IReadOnlyList<Message>? Found);

    internal sealed record Message([property: JsonPropertyName("msg_id")] string? Id);
}
