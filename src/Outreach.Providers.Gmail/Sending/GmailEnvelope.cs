using System.Buffers;
using System.Text;
using Outreach.Mime;
using Outreach.Providers.Http;

namespace Outreach.Providers.Gmail;

/// <summary>
/// Gmail sends to everybody in To, Cc and Bcc, and knows no other envelope. A message that names its recipient alone goes out as it is; from any other, those
/// fields are taken out in favour of the one recipient, with the signatures that cover them.
/// </summary>
internal static class GmailEnvelope
{
    private static readonly string[] Recipients = ["To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc"];

    /// <summary>Writes the header that must stand in place of the message's own.</summary>
    /// <returns>What of the message follows.</returns>
    public static ReadOnlyMemory<byte> Write(PooledBuffer output, OutgoingEmail email)
    {
        Text(output, AttemptHeader + ": " + AttemptText.Format(email.Attempt) + "\r\n");
        var content = email.Content;
        var length = HeaderLength(content.Span);
        var fields = Fields(content[..length]);
        if (IsToRecipientAlone(fields, email.EnvelopeRecipient))
        {
            return content;
        }

        Text(output, "To: " + email.EnvelopeRecipient + "\r\n");
        foreach (var (name, field) in fields)
        {
            if (!IsOneOf(name, Recipients) && !name.Equals("DKIM-Signature", StringComparison.OrdinalIgnoreCase))
            {
                output.Write(field.Span);
            }
        }

        return content[length..];
    }

    /// <summary>The field by which a message is found again: Gmail replaces Message-IDs, and lets other fields be.</summary>
    public const string AttemptHeader = "X-Outreach-Attempt";

    private static int HeaderLength(ReadOnlySpan<byte> content) =>
        content.StartsWith("\r\n"u8) ? 0 : content.IndexOf("\r\n\r\n"u8) is >= 0 and var end ? end + 2 : content.Length;

    private static List<(string Name, ReadOnlyMemory<byte> Field)> Fields(ReadOnlyMemory<byte> header)
    {
        var fields = new List<(string, ReadOnlyMemory<byte>)>(24);
        while (!header.IsEmpty)
        {
            var length = FieldLength(header.Span);
            var colon = header.Span[..length].IndexOf((byte)':');
            fields.Add((Encoding.ASCII.GetString(header.Span[..Math.Max(colon, 0)]).TrimEnd(), header[..length]));
            header = header[length..];
        }

        return fields;
    }

    /// <summary>A field goes on in lines that begin with white space (RFC 5322 §2.2.3).</summary>
    private static int FieldLength(ReadOnlySpan<byte> header)
    {
        var length = 0;
        while (true)
        {
            var line = header[length..].IndexOf("\r\n"u8);
            if (line < 0)
            {
                return header.Length;
            }

            length += line + 2;
            if (length == header.Length || header[length] is not ((byte)' ' or (byte)'\t'))
            {
                return length;
            }
        }
    }

    private static bool IsToRecipientAlone(List<(string Name, ReadOnlyMemory<byte> Field)> fields, string recipient)
    {
        ReadOnlyMemory<byte>? to = null;
        foreach (var (name, field) in fields)
        {
            if (IsOneOf(name, Recipients))
            {
                if (to is not null || !name.Equals("To", StringComparison.OrdinalIgnoreCase))
                {
                    return false;
                }

                to = field;
            }
        }

        return to is { } only
            && Mailbox.TryParse(Encoding.UTF8.GetString(only.Span[(only.Span.IndexOf((byte)':') + 1)..]).Replace("\r\n", "", StringComparison.Ordinal).Trim(), out var mailbox)
            && mailbox.Address.ToString() == recipient;
    }

    private static bool IsOneOf(string name, string[] names) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static void Text(PooledBuffer output, string text) => Encoding.UTF8.GetBytes(text, output);
}
