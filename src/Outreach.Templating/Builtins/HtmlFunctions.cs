using System.Net;
using System.Text;

namespace Outreach.Templating;

/// <summary>The functions of <c>html</c>.</summary>
internal static class HtmlFunctions
{
    private static readonly string[] Opaque = ["script", "style"];

    public static BuiltinObject Create() => Builtins.Object(
        "html",
        ("escape", "text:s", static a => a.IsNull(0) ? default : Safe(a, Escape(a.Text(0)))),
        ("newline_to_br", "text:s", static a => a.IsNull(0) ? default : NewLineToBr(a)),
        ("raw", "text:s", static a => a.IsNull(0) ? default : Value.SafeText(a.String(0), Safety.Html)),
        ("strip", "text:s", static a => a.IsNull(0) ? default : Strip(a.String(0))),
        ("url_encode", "text:s", static a => a.IsNull(0) ? default : Value.SafeText(Charge(a, WebUtility.UrlEncode(a.String(0))), Safety.Url)),
        ("url_escape", "text:s", static a => a.IsNull(0) ? default : Value.SafeText(EscapeUrl(a), Safety.Url)));

    public static string Escape(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '"' => result.Append("&quot;"),
                '\'' => result.Append("&#39;"),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }

    private static Value Safe(Arguments a, string html) => Value.SafeText(Charge(a, html), Safety.Html);

    private static string Charge(Arguments a, string text)
    {
        a.Context.Charge(text.Length * 2L);
        return text;
    }

    /// <summary>In an HTML template the text around the breaks is escaped here, since the result must not be escaped again.</summary>
    private static Value NewLineToBr(Arguments a)
    {
        var html = a.Context.DefaultEscape == EscapeMode.Html;
        var text = html && a[0].SafetyOfText != Safety.Html ? Escape(a.Text(0)) : a.String(0);
        var result = new StringBuilder(text.Length + 32);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\r' or '\n')
            {
                result.Append("<br />").Append(text[i]);
                if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                {
                    result.Append(text[++i]);
                }
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return Safe(a, result.ToString());
    }

    /// <summary>Removes tags, comments, scripts and style sheets. The result is text, not HTML that could be trusted.</summary>
    private static Value Strip(string text)
    {
        var result = new StringBuilder(text.Length);
        var i = 0;
        while (i < text.Length)
        {
            var open = text.IndexOf('<', i);
            if (open < 0)
            {
                break;
            }

            var close = EndOfTag(text, open);
            if (close < 0)
            {
                break;
            }

            result.Append(text, i, open - i);
            i = close;
        }

        return result.Append(text, i, text.Length - i).ToString();
    }

    private static int EndOfTag(string text, int open)
    {
        if (string.CompareOrdinal(text, open, "<!--", 0, 4) == 0)
        {
            return After(text, "-->", open);
        }

        foreach (var name in Opaque)
        {
            if (string.Compare(text, open + 1, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return After(text, $"</{name}>", open) is >= 0 and var end ? end : After(text, ">", open);
            }
        }

        return After(text, ">", open);
    }

    private static int After(string text, string mark, int start)
    {
        var index = text.IndexOf(mark, start, StringComparison.OrdinalIgnoreCase);
        return index < 0 ? -1 : index + mark.Length;
    }

    /// <summary>Encodes what may not stand in a URL and leaves what structures one (RFC 3986 §2.2).</summary>
    private static string EscapeUrl(Arguments a)
    {
        var result = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(a.String(0)))
        {
            if (b < 0x80 && (char.IsAsciiLetterOrDigit((char)b) || "-._~:/?#[]@!$&'()*+,;=".Contains((char)b, StringComparison.Ordinal)))
            {
                result.Append((char)b);
            }
            else
            {
                result.Append('%').Append("0123456789ABCDEF"[b >> 4]).Append("0123456789ABCDEF"[b & 15]);
            }
        }

        return Charge(a, result.ToString());
    }
}
