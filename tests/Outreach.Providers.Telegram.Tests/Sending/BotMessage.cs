using System.Text;
using System.Text.Json;
using Outreach.Testing;

namespace Outreach.Providers.Telegram.Tests;

/// <summary>A message as the Bot API reads it, by code that shares nothing with the provider.</summary>
public sealed record BotMessage(string Method, IReadOnlyDictionary<string, string> Fields)
{
    private static readonly string[] Known =
    [
        "chat_id", "text", "entities", "link_preview_options", "disable_notification", "allow_paid_broadcast", "reply_parameters", "reply_markup",
        "caption", "caption_entities", "photo", "document",
    ];

    public string Text => Fields.GetValueOrDefault("text") ?? Fields.GetValueOrDefault("caption") ?? "";

    public string ChatId => Fields["chat_id"];

    public string? this[string name] => Fields.GetValueOrDefault(name);

    public static (BotMessage? Message, string? Fault) Read(HttpServerRequest request)
    {
        var method = request.Path.Split('/')[^1];
        var fields = method == "sendMessage" ? Json(request) : Form(request);
        if (fields is null)
        {
            return (null, "the body is no " + (method == "sendMessage" ? "JSON" : "form"));
        }

        var message = new BotMessage(method, fields);
        return (message, message.FindFault());
    }

    private string? FindFault()
    {
        var most = Method == "sendMessage" ? 4_096 : 1_024;
        return Fields.Keys.Except(Known).FirstOrDefault() is { } unknown ? "unknown field " + unknown
            : !Fields.ContainsKey("chat_id") ? "chat_id"
            : Method == "sendMessage" && Text.Trim().Length == 0 ? "message text is empty"
            : Text.Length > most ? "message is too long"
            : Method == "sendPhoto" && !(Fields.GetValueOrDefault("photo")?.Length > 0) ? "photo"
            : Method == "sendDocument" && !(Fields.GetValueOrDefault("document")?.Length > 0) ? "document"
            : EntityFault() ?? ButtonFault();
    }

    private string? EntityFault()
    {
        if ((Fields.GetValueOrDefault("entities") ?? Fields.GetValueOrDefault("caption_entities")) is not { } entities)
        {
            return null;
        }

        using var json = JsonDocument.Parse(entities);
        foreach (var entity in json.RootElement.EnumerateArray())
        {
            var (offset, length) = (entity.GetProperty("offset").GetInt32(), entity.GetProperty("length").GetInt32());
            if (offset < 0 || length <= 0 || offset + length > Text.Length || char.IsLowSurrogate(Text[offset]) || char.IsHighSurrogate(Text[offset + length - 1]))
            {
                return "an entity is outside of the text, or within a character";
            }
        }

        return null;
    }

    private string? ButtonFault()
    {
        if (Fields.GetValueOrDefault("reply_markup") is not { } markup)
        {
            return null;
        }

        using var json = JsonDocument.Parse(markup);
        var button = json.RootElement.GetProperty("inline_keyboard")[0][0];
        return Encoding.UTF8.GetByteCount(button.GetProperty("callback_data").GetString()!) is >= 1 and <= 64 && button.GetProperty("text").GetString()!.Length > 0 ? null : "BUTTON_DATA_INVALID";
    }

    private static Dictionary<string, string>? Json(HttpServerRequest request)
    {
        if (request.Header("Content-Type") != "application/json")
        {
            return null;
        }

        using var json = JsonDocument.Parse(request.Body);
        return json.RootElement.EnumerateObject().ToDictionary(
            property => property.Name, property => property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText());
    }

    /// <summary>Splits a form (RFC 7578) in the plainest way; a file's value is its name, media type and content.</summary>
    private static Dictionary<string, string>? Form(HttpServerRequest request)
    {
        const string type = "multipart/form-data; boundary=";
        if (!request.Header("Content-Type").StartsWith(type, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = ("\r\n" + Encoding.Latin1.GetString(request.Body)).Split("\r\n--" + request.Header("Content-Type")[type.Length..]);
        if (parts.Length < 3 || parts[0].Length > 0 || parts[^1] != "--\r\n")
        {
            return null;
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts[1..^1])
        {
            var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var head = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(part[..end]));
            var value = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(part[(end + 4)..]));
            var name = Between(head, " name=\"", "\"")!;
            fields.Add(name, Between(head, "filename=\"", "\"") is { } file ? $"{file}|{Between(head + "\r\n", "Content-Type: ", "\r\n")}|{value}" : value);
        }

        return fields;
    }

    private static string? Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        return start < 0 ? null : text[(start + before.Length)..text.IndexOf(after, start + before.Length, StringComparison.Ordinal)];
    }
}
