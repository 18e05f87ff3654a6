using System.Text.Json;
using Outreach.Mime;

namespace Outreach.Providers.SendGrid;

/// <summary>
/// Passes on the headers that SendGrid does not write itself: threading, unsubscribing, feedback, and whatever else the host sets. Those that it
/// reserves, and the signatures of another text, stay behind.
/// </summary>
internal static class SendGridHeaders
{
    private static readonly HashSet<string> Left = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Cc", "Bcc", "Subject", "Reply-To", "Date", "MIME-Version", "DKIM-Signature", "Received", "Sender", "Return-Path",
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID", "Content-Language", "x-sg-id", "x-sg-eid",
    };

    public static void Write(Utf8JsonWriter json, ParsedHeaders headers)
    {
        HashSet<string> written = new(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            var name = header.Name;
            if (Left.Contains(name) || !written.Add(name))
            {
                continue;
            }

            if (written.Count == 1)
            {
                json.WriteStartObject("headers"u8);
            }

            json.WriteString(name, header.RawText);
        }

        if (written.Count > 0)
        {
            json.WriteEndObject();
        }
    }
}
