using System.Text.Json.Serialization;

namespace Outreach.Providers.Telegram;

/// <summary>Answers of the questions that a check asks.</summary>
internal static class TelegramFindings
{
    /// <summary>Answer of <c>getMe</c>.</summary>
    internal sealed record Me([property: JsonPropertyName("result")] Bot? Result);

    internal sealed record Bot(
        [property: JsonPropertyName("id")] long Id,
        [property: JsonPropertyName("username")] string? Name);

    /// <summary>Answer of <c>getWebhookInfo</c>.</summary>
    internal sealed record Webhook([property: JsonPropertyName("result")] WebhookInfo? Result);

    internal sealed record WebhookInfo(
        [property: JsonPropertyName("url")] string? Url,
        [property: JsonPropertyName("pending_update_count")] long Pending,
        [property: JsonPropertyName("last_error_date")] long LastErrorDate,
        [property: JsonPropertyName("last_error_message")] string? LastError,
        [property: JsonPropertyName("allowed_updates")] IReadOnlyList<string>? Kinds);
}
