using System.Text.Json.Serialization;

namespace Outreach.Providers.Telegram;

[JsonSerializable(typeof(TelegramReply))]
[JsonSerializable(typeof(TelegramUpdate))]
[JsonSerializable(typeof(TelegramFindings.Me))]
[JsonSerializable(typeof(TelegramFindings.Webhook))]
internal sealed partial class TelegramJson : JsonSerializerContext;
