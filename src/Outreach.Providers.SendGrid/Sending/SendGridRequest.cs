using System.Text.Encodings.Web;
using System.Text.Json;
using Outreach.Mime;
using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>
/// Writes the body of <c>POST /v3/mail/send</c>. SendGrid takes no MIME, so the prepared message is taken apart and written as JSON in one pass; what
/// SendGrid does not write itself goes into <c>headers</c>.
/// </summary>
internal static class SendGridRequest
{
    private static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the body.</summary>
    /// <returns>Why SendGrid can't take the message, or <see langword="null"/>.</returns>
    public static string? Write(PooledBuffer output, OutgoingEmail email, SendGridOptions options)
    {
        var message = MimeParser.Parse(email.Content);
        if (message.From.Mailboxes is not [var from, ..])
        {
            return "SendGrid needs a message with a From address.";
        }

        if (message.Subject is not { Length: > 0 } subject)
        {
            return "SendGrid takes no message without a subject: give the step one.";
        }

        using var json = new Utf8JsonWriter(output, WriterOptions);
        json.WriteStartObject();
        json.WriteStartArray("personalizations"u8);
        json.WriteStartObject();
        json.WriteStartArray("to"u8);
        WriteMailbox(json, email.EnvelopeRecipient, NameOf(message, email.EnvelopeRecipient));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WritePropertyName("from"u8);
        WriteMailbox(json, from.Address.ToString(), from.DisplayName);
        if (message.ReplyTo.Mailboxes is { Count: > 0 } replyTo)
        {
            json.WriteStartArray("reply_to_list"u8);
            foreach (var mailbox in replyTo)
            {
                WriteMailbox(json, mailbox.Address.ToString(), mailbox.DisplayName);
            }

            json.WriteEndArray();
        }

        json.WriteString("subject"u8, subject);
        var problem = SendGridParts.Write(json, message);
        SendGridHeaders.Write(json, message.Headers);
        SendGridSettings.Write(json, email, options);
        json.WriteEndObject();
        return problem;
    }

    private static void WriteMailbox(Utf8JsonWriter json, string address, string? name)
    {
        json.WriteStartObject();
        json.WriteString("email"u8, address);
        if (!string.IsNullOrEmpty(name))
        {
            json.WriteString("name"u8, name);
        }

        json.WriteEndObject();
    }

    private static string? NameOf(ParsedMessage message, string address)
    {
        foreach (var mailbox in message.To.Mailboxes)
        {
            if (string.Equals(mailbox.Address.ToString(), address, StringComparison.OrdinalIgnoreCase))
            {
                return mailbox.DisplayName;
            }
        }

        return null;
    }
}
