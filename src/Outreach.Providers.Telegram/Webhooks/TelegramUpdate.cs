using System.Text.Json.Serialization;

namespace Outreach.Providers.Telegram;

/// <summary>What a bot is told (Bot API, Update), as far as it counts here.</summary>
internal sealed record TelegramUpdate(
    [property: JsonPropertyName("update_id")] long Id,
    [property: JsonPropertyName("message")] TelegramUpdate.Message? Written,
    [property: JsonPropertyName("callback_query")] TelegramUpdate.CallbackQuery? Pressed,
    [property: JsonPropertyName("my_chat_member")] TelegramUpdate.MemberChange? Changed)
{
    internal sealed record Message(
        [property: JsonPropertyName("date")] long Date,
        [property: JsonPropertyName("chat")] Chat? Chat,
        [property: JsonPropertyName("from")] User? From,
        [property: JsonPropertyName("text")] string? Text,
        [property: JsonPropertyName("caption")] string? Caption);

    internal sealed record Chat(
        [property: JsonPropertyName("id")] long Id,
        [property: JsonPropertyName("type")] string? Type);

    internal sealed record User(
        [property: JsonPropertyName("id")] long Id,
        [property: JsonPropertyName("is_bot")] bool IsBot);

    internal sealed record CallbackQuery(
        [property: JsonPropertyName("id")] string? Id,
        [property: JsonPropertyName("from")] User? From,
        [property: JsonPropertyName("data")] string? Data);

    internal sealed record MemberChange(
        [property: JsonPropertyName("date")] long Date,
        [property: JsonPropertyName("chat")] Chat? Chat,
        [property: JsonPropertyName("new_chat_member")] Member? Now);

    internal sealed record Member([property: JsonPropertyName("status")] string? Status);
}
