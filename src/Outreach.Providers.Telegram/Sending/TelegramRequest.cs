using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Outreach.Providers.Http;

namespace Outreach.Providers.Telegram;

/// <summary>Writes requests: JSON for texts, forms for files.</summary>
internal sealed class TelegramRequest(TelegramOptions options)
{
    /// <summary>What the button below a message sends back.</summary>
    public const string UnsubscribeData = "outreach:unsubscribe";

    /// <summary>The largest picture (Bot API, sendPhoto); larger ones go out as documents.</summary>
    private const int MostPhoto = 10 << 20;

    private static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string MethodOf(TelegramPart part) => part.File is null ? "sendMessage" : IsPhoto(part.File) ? "sendPhoto" : "sendDocument";

    /// <summary>Writes the body of sendMessage.</summary>
    public void WriteJson(PooledBuffer output, OutgoingChatMessage chat, TelegramPart part)
    {
        using var json = new Utf8JsonWriter(output, WriterOptions);
        json.WriteStartObject();
        json.WriteString("chat_id"u8, ChatId(chat));
        json.WriteString("text"u8, part.Text!.Text);
        if (part.Text.Entities.Count > 0)
        {
            json.WritePropertyName("entities"u8);
            WriteEntities(json, part.Text);
        }

        if (options.DisableLinkPreviews)
        {
            json.WriteStartObject("link_preview_options"u8);
            json.WriteBoolean("is_disabled"u8, true);
            json.WriteEndObject();
        }

        if (options.DisableNotification)
        {
            json.WriteBoolean("disable_notification"u8, true);
        }

        if (options.AllowPaidBroadcast)
        {
            json.WriteBoolean("allow_paid_broadcast"u8, true);
        }

        if (ReplyTo(chat, part) is { } message)
        {
            json.WritePropertyName("reply_parameters"u8);
            WriteReply(json, message);
        }

        if (HasButton(chat, part))
        {
            json.WritePropertyName("reply_markup"u8);
            WriteButton(json);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the form of sendPhoto and sendDocument up to the file's content.</summary>
    public MultipartForm WriteForm(PooledBuffer output, OutgoingChatMessage chat, TelegramPart part)
    {
        var form = new MultipartForm(output);
        form.Field("chat_id", ChatId(chat));
        if (part.Text is { } caption)
        {
            form.Field("caption", caption.Text);
            if (caption.Entities.Count > 0)
            {
                JsonField(form, "caption_entities", json => WriteEntities(json, caption));
            }
        }

        if (options.DisableNotification)
        {
            form.Field("disable_notification", "true");
        }

        if (options.AllowPaidBroadcast)
        {
            form.Field("allow_paid_broadcast", "true");
        }

        if (ReplyTo(chat, part) is { } message)
        {
            JsonField(form, "reply_parameters", json => WriteReply(json, message));
        }

        if (HasButton(chat, part))
        {
            JsonField(form, "reply_markup", WriteButton);
        }

        form.File(IsPhoto(part.File!) ? "photo" : "document", part.File!.FileName, part.File.MediaType);
        return form;
    }

    private static bool IsPhoto(ChatFile file) => file is { Kind: ChatFileKind.Photo, Content.Length: <= MostPhoto };

    /// <summary>A number names a chat or user; anything else is the name of a channel or group, which begins with an @.</summary>
    private static string ChatId(OutgoingChatMessage chat) =>
        chat.Recipient.StartsWith('@') || long.TryParse(chat.Recipient, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? chat.Recipient : "@" + chat.Recipient;

    private static long? ReplyTo(OutgoingChatMessage chat, TelegramPart part) =>
        part.IsFirst && long.TryParse(chat.ReplyToMessageId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private bool HasButton(OutgoingChatMessage chat, TelegramPart part) =>
        part.IsLast && chat.Stream == MessageStream.Marketing && options.UnsubscribeButton is not null;

    private static void JsonField(MultipartForm form, string name, Action<Utf8JsonWriter> write)
    {
        using var buffer = new PooledBuffer(256);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(json);
        }

        form.Field(name, buffer.WrittenSpan);
    }

    private static void WriteEntities(Utf8JsonWriter json, TelegramText text)
    {
        json.WriteStartArray();
        foreach (var entity in text.Entities)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, entity.Type);
            json.WriteNumber("offset"u8, entity.Offset);
            json.WriteNumber("length"u8, entity.Length);
            if (entity.Value is { } value)
            {
                json.WriteString(entity.Type switch { "text_link" => "url"u8, "pre" => "language"u8, _ => "custom_emoji_id"u8 }, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A message that the recipient has deleted meanwhile keeps none back.</summary>
    private static void WriteReply(Utf8JsonWriter json, long message)
    {
        json.WriteStartObject();
        json.WriteNumber("message_id"u8, message);
        json.WriteBoolean("allow_sending_without_reply"u8, true);
        json.WriteEndObject();
    }

    private void WriteButton(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("inline_keyboard"u8);
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("text"u8, options.UnsubscribeButton);
        json.WriteString("callback_data"u8, UnsubscribeData);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
