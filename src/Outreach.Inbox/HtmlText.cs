using System.Buffers;
using System.Net;
using System.Text;

namespace Outreach.Inbox;

/// <summary>Reads the words of HTML: tags are dropped, those that end a line become line ends. For reading only, never for showing.</summary>
internal static class HtmlText
{
    private const int Longest = 512 * 1024;
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");
    private static readonly string[] LineTags = ["br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "hr", "pre"];

    internal static string Read(string html)
    {
        var rest = MailWords.Cut(html, Longest).AsSpan();
        var result = new StringBuilder(Math.Min(rest.Length, 16 * 1024));
        while (!rest.IsEmpty)
        {
            var open = rest.IndexOf('<');
            if (open < 0)
            {
                result.Append(rest);
                break;
            }

            result.Append(rest[..open]);
            rest = SkipTag(rest[open..], result);
        }

        return WebUtility.HtmlDecode(result.ToString());
    }

    private static ReadOnlySpan<char> SkipTag(ReadOnlySpan<char> rest, StringBuilder result)
    {
        if (rest.StartsWith("<!--"))
        {
            return After(rest, "-->");
        }

        var name = NameOf(rest);
        foreach (var hidden in (ReadOnlySpan<string>)["script", "style", "head", "title"])
        {
            if (name.Equals(hidden, StringComparison.OrdinalIgnoreCase) && rest[1] != '/')
            {
                return After(After(rest, "</" + hidden), ">");
            }
        }

        foreach (var tag in LineTags)
        {
            if (name.Equals(tag, StringComparison.OrdinalIgnoreCase))
            {
                result.Append('\n');
                break;
            }
        }

        return After(rest, ">");
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> tag)
    {
        var name = tag[1..].TrimStart('/');
        var end = name.IndexOfAny(NameEnds);
        return end < 0 ? name[..Math.Min(name.Length, 20)] : name[..end];
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? [] : text[(at + mark.Length)..];
    }
}
