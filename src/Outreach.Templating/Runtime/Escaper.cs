using System.Buffers;
using System.Text;

namespace Outreach.Templating;

/// <summary>Writes values such that they can't change the meaning of what stands around them.</summary>
internal static class Escaper
{
    private static readonly SearchValues<char> HtmlSpecial = SearchValues.Create("&<>\"'\0");

    /// <summary>What ends an attribute or begins a tag. The entities of text that is HTML already stay.</summary>
    private static readonly SearchValues<char> MarkupSpecial = SearchValues.Create("<>\"'\0");
    private static readonly SearchValues<char> UnquotedSpecial = SearchValues.Create("&<>\"'\0 \t\r\n\f=`");
    private static readonly SearchValues<char> Controls = SearchValues.Create(ControlCharacters());
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>What may stand in a URL without being encoded; the ampersand and the apostrophe are special in HTML.</summary>
    private static readonly SearchValues<char> UrlPlain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$()*+,;=%");

    private static readonly SearchValues<char> CssPlain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789#.,% -_!");

    private static readonly SearchValues<char> NamePlain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly string[] Schemes = ["http", "https", "mailto", "tel", "sms", "cid"];

    public static void Write(Utf8Output output, ReadOnlySpan<char> text, EscapeMode mode, int safety)
    {
        switch (mode)
        {
            case EscapeMode.None:
                output.Write(text);
                break;
            case EscapeMode.Header:
                WriteLine(output, text);
                break;
            case EscapeMode.Html:
                WriteHtml(output, text, safety);
                break;
            case EscapeMode.Attribute:
                WriteEntities(output, text, safety == Safety.Html ? MarkupSpecial : HtmlSpecial);
                break;
            case EscapeMode.Unquoted:
                WriteEntities(output, text, UnquotedSpecial);
                break;
            case EscapeMode.UrlStart when !HasHarmlessScheme(text):
                output.Write("#"u8);
                break;
            case EscapeMode.UrlStart or EscapeMode.UrlPath:
                WriteUrl(output, text, UrlPlain);
                break;
            case EscapeMode.UrlQuery:
                WriteUrl(output, text, safety == Safety.Url ? UrlPlain : Unreserved);
                break;
            case EscapeMode.Css:
                WriteKept(output, text, CssPlain);
                break;
            default:
                WriteKept(output, text, NamePlain);
                break;
        }
    }

    /// <summary>Escapes a URL that is known to be well-formed for an attribute.</summary>
    public static void WriteAttributeUrl(Utf8Output output, ReadOnlySpan<byte> url)
    {
        while (!url.IsEmpty)
        {
            var index = url.IndexOfAny("&\"'<>"u8);
            if (index < 0)
            {
                output.Write(url);
                return;
            }

            output.Write(url[..index]);
            output.Write(Entity((char)url[index]));
            url = url[(index + 1)..];
        }
    }

    /// <summary>Makes one line of a text: each run of control characters becomes a space.</summary>
    public static string ToLine(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!Controls.Contains(c))
            {
                result.Append(c);
            }
            else if (result.Length == 0 || result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString();
    }

    public static bool HasHarmlessScheme(ReadOnlySpan<char> url)
    {
        url = url.TrimStart();
        var end = url.IndexOfAny(":/?#");
        if (end < 0 || url[end] != ':')
        {
            return true;
        }

        foreach (var scheme in Schemes)
        {
            if (url[..end].Equals(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string ControlCharacters()
    {
        var result = new StringBuilder("\u2028\u2029");
        for (var c = 0; c < 0xA0; c++)
        {
            if (char.IsControl((char)c))
            {
                result.Append((char)c);
            }
        }

        return result.ToString();
    }

    private static void WriteHtml(Utf8Output output, ReadOnlySpan<char> text, int safety)
    {
        if (safety == Safety.Html)
        {
            output.Write(text);
        }
        else
        {
            WriteEntities(output, text, HtmlSpecial);
        }
    }

    private static void WriteEntities(Utf8Output output, ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (true)
        {
            var index = text.IndexOfAny(special);
            if (index < 0)
            {
                output.Write(text);
                return;
            }

            output.Write(text[..index]);
            output.Write(Entity(text[index]));
            text = text[(index + 1)..];
        }
    }

    private static ReadOnlySpan<byte> Entity(char c) => c switch
    {
        '&' => "&amp;"u8,
        '<' => "&lt;"u8,
        '>' => "&gt;"u8,
        '"' => "&quot;"u8,
        '\'' => "&#39;"u8,
        '\0' => "\uFFFD"u8,
        ' ' => "&#32;"u8,
        '=' => "&#61;"u8,
        '`' => "&#96;"u8,
        '\t' => "&#9;"u8,
        '\n' => "&#10;"u8,
        '\f' => "&#12;"u8,
        _ => "&#13;"u8,
    };

    private static void WriteLine(Utf8Output output, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var index = text.IndexOfAny(Controls);
            if (index < 0)
            {
                output.Write(text);
                return;
            }

            output.Write(text[..index]);
            text = text[(index + 1)..];
            while (!text.IsEmpty && Controls.Contains(text[0]))
            {
                text = text[1..];
            }

            output.Write((byte)' ');
        }
    }

    private static void WriteUrl(Utf8Output output, ReadOnlySpan<char> text, SearchValues<char> plain)
    {
        Span<byte> encoded = stackalloc byte[4];
        text = text.Trim();
        while (!text.IsEmpty)
        {
            var index = text.IndexOfAnyExcept(plain);
            if (index < 0)
            {
                output.Write(text);
                return;
            }

            output.Write(text[..index]);
            text = text[index..];
            if (text[0] == '&' && plain == UrlPlain)
            {
                output.Write("&amp;"u8);
                text = text[1..];
                continue;
            }

            Rune.DecodeFromUtf16(text, out var rune, out var consumed);
            var count = rune.EncodeToUtf8(encoded);
            foreach (var b in encoded[..count])
            {
                output.Write((byte)'%');
                output.Write((byte)"0123456789ABCDEF"[b >> 4]);
                output.Write((byte)"0123456789ABCDEF"[b & 15]);
            }

            text = text[consumed..];
        }
    }

    private static void WriteKept(Utf8Output output, ReadOnlySpan<char> text, SearchValues<char> kept)
    {
        while (!text.IsEmpty)
        {
            var index = text.IndexOfAnyExcept(kept);
            output.Write(index < 0 ? text : text[..index]);
            text = index < 0 ? default : text[(index + 1)..];
        }
    }
}
