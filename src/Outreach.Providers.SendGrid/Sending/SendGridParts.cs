using System.Text.Json;
using System.Text.Unicode;
using Outreach.Mime;

namespace Outreach.Providers.SendGrid;

/// <summary>Writes bodies and attachments.</summary>
internal static class SendGridParts
{
    /// <summary>SendGrid wants them in this order: the plainest first.</summary>
    private static readonly string[] Bodies = ["text/plain", "text/x-amp-html", "text/html"];

    /// <returns>Why SendGrid can't take the message, or <see langword="null"/>.</returns>
    public static string? Write(Utf8JsonWriter json, ParsedMessage message)
    {
        List<ParsedPart> attachments = [];
        var bodies = new ParsedPart?[Bodies.Length];
        foreach (var part in message.Parts)
        {
            if (part.IsMultipart || IsWithinMessage(part))
            {
                continue;
            }

            var body = Array.IndexOf(Bodies, part.MediaType);
            if (body >= 0 && bodies[body] is null && (!part.IsAttachment || IsAmp(part)))
            {
                bodies[body] = part;
            }
            else
            {
                attachments.Add(part);
            }
        }

        return WriteBodies(json, bodies) ?? WriteAttachments(json, attachments);
    }

    private static string? WriteBodies(Utf8JsonWriter json, ParsedPart?[] bodies)
    {
        var count = 0;
        json.WriteStartArray("content"u8);
        for (var i = 0; i < bodies.Length; i++)
        {
            if (bodies[i] is { } part && part.ReadContent() is { Length: > 0 } content)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, Bodies[i]);
                WriteText(json, part, content.Span);
                json.WriteEndObject();
                count++;
            }
        }

        json.WriteEndArray();
        return count > 0 ? null : "SendGrid takes no message without a text.";
    }

    private static string? WriteAttachments(Utf8JsonWriter json, List<ParsedPart> attachments)
    {
        if (attachments.Count == 0)
        {
            return null;
        }

        json.WriteStartArray("attachments"u8);
        foreach (var part in attachments)
        {
            json.WriteStartObject();
            json.WriteBase64String("content"u8, (part.Message is null ? part.ReadContent() : part.RawBody).Span);
            json.WriteString("type"u8, part.MediaType);
            json.WriteString("filename"u8, part.FileName is { Length: > 0 } name ? name : "attachment");
            var isInline = part.ContentId is not null && part.Disposition?.Value != "attachment";
            json.WriteString("disposition"u8, isInline ? "inline"u8 : "attachment"u8);
            if (part.ContentId is { } id)
            {
                json.WriteString("content_id"u8, id);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        return null;
    }

    /// <summary>Texts of Outreach are UTF-8, and are written without a detour over strings.</summary>
    private static void WriteText(Utf8JsonWriter json, ParsedPart part, ReadOnlySpan<byte> content)
    {
        var charset = part.ContentType["charset"];
        var isUtf8 = charset is null || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase);
        if (isUtf8 && Utf8.IsValid(content))
        {
            json.WriteString("value"u8, content);
        }
        else
        {
            json.WriteString("value"u8, part.ReadText(unflow: false));
        }
    }

    private static bool IsAmp(ParsedPart part) => part.MediaType == "text/x-amp-html" && part.Disposition is null;

    private static bool IsWithinMessage(ParsedPart part)
    {
        for (var parent = part.Parent; parent is not null; parent = parent.Parent)
        {
            if (!parent.IsMultipart)
            {
                return true;
            }
        }

        return false;
    }
}
