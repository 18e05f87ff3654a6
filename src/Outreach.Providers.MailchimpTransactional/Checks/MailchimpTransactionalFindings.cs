using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>Answers of the questions that checks and look-ups ask.</summary>
internal static class MailchimpTransactionalFindings
{
    /// <summary>Answer of <c>users/info</c>.</summary>
    internal sealed record Account(
        [property: JsonPropertyName("hourly_quota")] long HourlyQuota,
        [property: JsonPropertyName("backlog")] long Backlog,
        [property: JsonPropertyName("reputation")] int Reputation);

    /// <summary>An element of the answer of <c>senders/domains</c>.</summary>
    internal sealed record Domain(
        [property: JsonPropertyName("domain")] string? Name,
        [property: JsonPropertyName("valid_signing")] bool CanSign,
        [property: JsonPropertyName("verified_at")] string? VerifiedAt);

    /// <summary>An element of the answer of <c>webhooks/list</c>.</summary>
    internal sealed record Webhook(
        [property: JsonPropertyName("url")] string? Url,
        [property: JsonPropertyName("auth_key")] string? Key,
        [property: JsonPropertyName("events")] IReadOnlyList<string>? Events);

    /// <summary>An element of the answer of <c>messages/search</c>.</summary>
    internal sealed record Message([property: JsonPropertyName("metadata")] JsonElement Metadata);
}
