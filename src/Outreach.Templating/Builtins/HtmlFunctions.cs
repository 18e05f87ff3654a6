using System.Net;
using System.Text;

namespace Outreach.Templating;

/// <summary>The functions of <c>html</c>.</summary>
internal static class HtmlFunctions
{
    private static readonly (string Name, string End)[] Opaque = [("script", "</script>"), ("style", "</style>")];

    public static BuiltinObject Create() => Builtins.Object(
        "html",
        ("escape", "text:s", static a => a.IsNull(0) ? default : Safe(a, Escape(a, a.Text(0)))),
        ("newline_to_br", "text:s", static a => a.IsNull(0) ? default : NewLineToBr(a)),
        ("raw", "text:s", static a => a.IsNull(0) ? default : Value.SafeText(a.String(0), Safety.Html)),
        ("strip", "text:s", static a => a.IsNull(0) ? default : Strip(a, a.String(0))),
        ("url_encode", "text:s", static a => a.IsNull(0) ? default : Value.SafeText(WebUtility.UrlEncode(Charge(a, a.String(0), 40)), Safety.Url)),
        ("url_escape", "text:s", static a => a.IsNull(0) ? default : Value.SafeText(EscapeUrl(a), Safety.Url)));

    private static TextBuilder Escape(Arguments a, ReadOnlySpan<char> text)
    {
        var result = new TextBuilder(a.Context, text.Length + 16);
        foreach (var c in text)
        {
            var entity = c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => null,
            };
            if (entity is null)
            {
                result.Append(c);
            }
            else
            {
                result.Append(entity);
            }
        }

        return result;
    }

    private static Value Safe(Arguments a, in TextBuilder html) => Value.SafeText(a.Context.ToText(html.ToValue()), Safety.Html);

    /// <summary>Counts what is made of each character of a text, before it is made.</summary>
    private static string Charge(Arguments a, string text, int bytesPerCharacter)
    {
        a.Context.Charge((long)text.Length * bytesPerCharacter);
        return text;
    }

    /// <summary>In an HTML template the text around the breaks is escaped here, since the result must not be escaped again.</summary>
    private static Value NewLineToBr(Arguments a)
    {
        var html = a.Context.DefaultEscape == EscapeMode.Html;
        var text = html && a[0].SafetyOfText != Safety.Html ? Escape(a, a.Text(0)).Written : a.Text(0);
        var result = new TextBuilder(a.Context, text.Length + 32);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\r' or '\n')
            {
                result.Append("<br />");
                result.Append(text[i]);
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

        return Safe(a, result);
    }

    /// <summary>Removes tags, comments, scripts and style sheets. The result is text, not HTML that could be trusted.</summary>
    private static Value Strip(Arguments a, string text)
    {
        var result = new TextBuilder(a.Context, text.Length);
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

            result.Append(text.AsSpan(i, open - i));
            i = close;
        }

        result.Append(text.AsSpan(i));
        return result.ToValue();
    }

    private static int EndOfTag(string text, int open)
    {
        if (string.CompareOrdinal(text, open, "<!--", 0, 4) == 0)
        {
            return After(text, "-->", open);
        }

        foreach (var (name, end) in Opaque)
        {
            if (string.Compare(text, open + 1, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return After(text, end, open) is >= 0 and var close ? close : After(text, ">", open);
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
        var text = Charge(a, a.String(0), 3);
        var result = new TextBuilder(a.Context, text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b < 0x80 && (char.IsAsciiLetterOrDigit((char)b) || "-._~:/?#[]@!$&'()*+,;=".Contains((char)b, StringComparison.Ordinal)))
            {
                result.Append((char)b);
            }
            else
            {
                result.Append('%');
                result.Append("0123456789ABCDEF"[b >> 4]);
                result.Append("0123456789ABCDEF"[b & 15]);
            }
        }

        return a.Context.ToText(result.ToValue());
    }
}
