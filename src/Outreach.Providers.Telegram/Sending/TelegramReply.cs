using System.Text.Json.Serialization;

namespace Outreach.Providers.Telegram;

/// <summary>The body of an answer (Bot API, "Making requests").</summary>
internal sealed record TelegramReply(
    [property: JsonPropertyName("ok")] bool IsOk,
    [property: JsonPropertyName("result")] TelegramReply.Sent? Result,
    [property: JsonPropertyName("description")] string? Description,
    [property: JsonPropertyName("parameters")] TelegramReply.Hints? Parameters)
{
    internal sealed record Sent([property: JsonPropertyName("message_id")] long MessageId);

    /// <summary>ResponseParameters.</summary>
    internal sealed record Hints([property: JsonPropertyName("retry_after")] int? RetryAfter);
}
