using System.Buffers;
using Outreach.Mime;

namespace Outreach.Inbox;

/// <summary>The part of a report that is written for people.</summary>
internal static class ReportText
{
    private const int Longest = 64 * 1024;
    private const int LongestAbout = 1_500;

    private static readonly string[] CopyMarkers =
    [
        "this is a copy of", "is a copy of the message", "a copy of your message", "below this line", "original message follows", "message text follows",
        "unsent message", "message header follows", "message headers follow", "returned message follows", "the body of the message is", "original message headers",
        "your original message", "original message text", "undelivered message", "included is a copy", "message contents", "returned message below",
    ];

    private static readonly SearchValues<char> AddressEnds = SearchValues.Create(" \t\r\n<>()[]\",;:'|");

    /// <summary>Gets the text, at most 64 Ki characters.</summary>
    internal static string Of(ParsedMessage message)
    {
        var text = message.TextBody;
        if (string.IsNullOrWhiteSpace(text))
        {
            text = message.HtmlBody is { } html ? HtmlText.Read(html) : text ?? "";
        }

        return MailWords.Cut(text, Longest);
    }

    /// <summary>Splits a text into the report and the copy of the message that follows it.</summary>
    internal static (string Report, string Copy) Split(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var line = text.AsSpan(start, end - start);
            if (start > 0 && IsStartOfCopy(line))
            {
                var isMarker = !line.StartsWith("Return-Path:", StringComparison.OrdinalIgnoreCase)
                    && !line.StartsWith("Received:", StringComparison.OrdinalIgnoreCase);
                return (text[..start], text[(isMarker ? Math.Min(end + 1, text.Length) : start)..].TrimStart());
            }

            start = end + 1;
        }

        return (text, "");
    }

    /// <summary>Gets what a text says about one recipient: from the line that starts with the address to the next empty line or recipient.</summary>
    /// <param name="report">The text, without the copy of the message.</param>
    /// <param name="address">The address.</param>
    /// <param name="isOnly">Whether the report is about one recipient only: then empty lines do not end what is said about it.</param>
    internal static string? AboutRecipient(string report, string address, bool isOnly)
    {
        var at = report.IndexOf(address, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var end = isOnly ? -1 : report.AsSpan(at).IndexOf("\n\n");
        var about = end < 0 ? report.AsSpan(at) : report.AsSpan(at, end);
        return about[..Math.Min(about.Length, LongestAbout)].ToString();
    }

    /// <summary>Finds addresses in a text: those that stand at the start of a line or after it <c>To:</c>, or, if there are none, all.</summary>
    internal static List<string> FindAddresses(string text, HashSet<string> except, int most)
    {
        var atStart = new List<string>();
        var anywhere = new List<string>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            if (line.Length > 2_000 || line.Contains("MAIL FROM", StringComparison.OrdinalIgnoreCase) || line.Contains("Message-Id", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            AddAddresses(line, except, atStart, anywhere, most);
        }

        return atStart.Count > 0 ? atStart : anywhere;
    }

    private static void AddAddresses(ReadOnlySpan<char> line, HashSet<string> except, List<string> atStart, List<string> anywhere, int most)
    {
        for (var from = 0; from < line.Length;)
        {
            var at = line[from..].IndexOf('@');
            if (at < 0)
            {
                return;
            }

            at += from;
            var start = line[..at].LastIndexOfAny(AddressEnds) + 1;
            var length = line[at..].IndexOfAny(AddressEnds);
            var end = length < 0 ? line.Length : at + length;
            from = end;
            if (!EmailAddress.TryParse(line[start..end].TrimEnd('.').ToString(), out var address) || except.Contains(address.ToString()))
            {
                continue;
            }

            var text = address.ToString();
            var before = line[..start].Trim(" \t<*->");
            var list = before.IsEmpty || before.Equals("To:", StringComparison.OrdinalIgnoreCase) || before.EndsWith("recipient:", StringComparison.OrdinalIgnoreCase)
                ? atStart
                : anywhere;
            if (list.Count < most && !list.Contains(text))
            {
                list.Add(text);
            }
        }
    }

    private static bool IsStartOfCopy(ReadOnlySpan<char> line)
    {
        if (line.StartsWith("Return-Path:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Received: from", StringComparison.OrdinalIgnoreCase)
            || line.StartsWith("Received: by", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        // Markers are ruled lines; without the rule, the words stand in ordinary sentences too.
        var trimmed = line.Trim();
        return trimmed.Length is > 8 and < 120 && (trimmed.StartsWith("--") || trimmed.StartsWith("|--") || trimmed.StartsWith("==") || trimmed.EndsWith(":"))
            && MailWords.ContainsAny(trimmed, CopyMarkers);
    }
}
