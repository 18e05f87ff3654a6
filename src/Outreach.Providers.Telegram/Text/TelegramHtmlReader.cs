using System.Globalization;

namespace Outreach.Providers.Telegram;

/// <summary>Reads the HTML that the Bot API takes ("HTML style"): its tags and four named characters, nothing else.</summary>
internal sealed class TelegramHtmlReader(string markup)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["b"] = "bold", ["strong"] = "bold", ["i"] = "italic", ["em"] = "italic", ["u"] = "underline", ["ins"] = "underline",
        ["s"] = "strikethrough", ["strike"] = "strikethrough", ["del"] = "strikethrough", ["tg-spoiler"] = "spoiler",
        ["a"] = "text_link", ["tg-emoji"] = "custom_emoji", ["code"] = "code", ["pre"] = "pre", ["blockquote"] = "blockquote", ["span"] = "spoiler",
    };

    private readonly TelegramTextBuilder _text = new();
    private int _at;

    public TelegramText Read()
    {
        while (_at < markup.Length)
        {
            switch (markup[_at])
            {
                case '<':
                    ReadTag();
                    break;
                case '&':
                    ReadCharacter();
                    break;
                default:
                    _text.Append(markup[_at++]);
                    break;
            }
        }

        return _text.Build();
    }

    private void ReadTag()
    {
        var start = _at;
        var end = markup.IndexOf('>', start);
        if (end < 0)
        {
            throw new TelegramMarkupException(start, "a tag begins here and never ends; write '<' as &lt;.");
        }

        var tag = markup[(start + 1)..end];
        _at = end + 1;
        if (tag.StartsWith('/'))
        {
            _text.Close(tag[1..].Trim().ToLowerInvariant(), start);
            return;
        }

        var space = tag.AsSpan().IndexOfAny(' ', '\t', '\n');
        var name = (space < 0 ? tag : tag[..space]).ToLowerInvariant();
        Open(name, space < 0 ? "" : tag[space..].Trim(), start);
    }

    private void Open(string name, string attributes, int start)
    {
        if (!Types.TryGetValue(name, out var type))
        {
            throw new TelegramMarkupException(start, $"Telegram has no tag '{name}'; write '<' as &lt;.");
        }

        var value = name switch
        {
            "a" => Attribute(attributes, "href") ?? throw new TelegramMarkupException(start, "a link needs an href."),
            "tg-emoji" => Attribute(attributes, "emoji-id") ?? throw new TelegramMarkupException(start, "an emoji needs an emoji-id."),
            _ => null,
        };
        if (name == "span" && Attribute(attributes, "class") != "tg-spoiler")
        {
            throw new TelegramMarkupException(start, "a span must have the class tg-spoiler.");
        }

        if (name == "code" && _text.Latest == "pre" && Attribute(attributes, "class") is { } language && language.StartsWith("language-", StringComparison.Ordinal))
        {
            // The code inside a block tells the block's language, and is no format of its own.
            _text.SetValue(language["language-".Length..]);
            _text.Open(name, type: null, value: null, start);
            return;
        }

        _text.Open(name, name == "blockquote" && attributes == "expandable" ? "expandable_blockquote" : type, value, start);
    }

    private static string? Attribute(string attributes, string name)
    {
        if (!attributes.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var value = attributes[(name.Length + 1)..];
        var isQuoted = value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0];
        return new TelegramHtmlReader(isQuoted ? value[1..^1] : value).ReadPlain();
    }

    private string ReadPlain()
    {
        while (_at < markup.Length)
        {
            if (markup[_at] == '&')
            {
                ReadCharacter();
            }
            else
            {
                _text.Append(markup[_at++]);
            }
        }

        return _text.Build().Text;
    }

    private void ReadCharacter()
    {
        var end = markup.IndexOf(';', _at);
        var name = end < 0 || end - _at > 10 ? "" : markup[(_at + 1)..end];
        var text = name switch
        {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            _ => name.StartsWith('#') ? Numbered(name.AsSpan(1)) : null,
        };
        if (text is null)
        {
            // As Telegram does: what is no name of a character is shown.
            _text.Append(markup[_at++]);
            return;
        }

        _text.Append(text);
        _at = end + 1;
    }

    private static string? Numbered(ReadOnlySpan<char> number)
    {
        var isHex = number.StartsWith("x", StringComparison.OrdinalIgnoreCase);
        return int.TryParse(isHex ? number[1..] : number, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && code is > 0 and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF)
                ? char.ConvertFromUtf32(code)
                : null;
    }
}
