using System.Text;

namespace Outreach.Providers.Telegram;

/// <summary>Reads MarkdownV2 (Bot API, "MarkdownV2 style"): every reserved character that is no mark must be escaped.</summary>
internal sealed class TelegramMarkdownReader(string markup)
{
    private readonly TelegramTextBuilder _text = new();
    private int _at;

    public TelegramText Read()
    {
        while (_at < markup.Length)
        {
            ReadQuoteStart();
            if (_at < markup.Length)
            {
                ReadNext();
            }
        }

        CloseQuote();
        return _text.Build();
    }

    private void ReadNext()
    {
        var character = markup[_at];
        switch (character)
        {
            case '\\' when _at + 1 < markup.Length && markup[_at + 1] is >= '\u0001' and <= '~':
                _text.Append(markup[_at + 1]);
                _at += 2;
                break;
            case '\n':
                ReadLineEnd();
                break;
            case '`':
                ReadCode();
                break;
            case '_':
                Toggle(Is("__") ? "__" : "_", Is("__") ? "underline" : "italic");
                break;
            case '*':
                Toggle("*", "bold");
                break;
            case '~':
                Toggle("~", "strikethrough");
                break;
            case '|' when Is("||"):
                Toggle("||", "spoiler");
                break;
            case '!' when Is("!["):
                _text.Open("![", "custom_emoji", value: null, _at);
                _at += 2;
                break;
            case '[':
                _text.Open("[", "text_link", value: null, _at++);
                break;
            case ']' when _text.Latest is "[" or "![":
                ReadAddress(_text.Latest);
                break;
            default:
                _text.Append(!TelegramMarkup.IsReserved(character)
                    ? character
                    : throw new TelegramMarkupException(_at, $"'{character}' is reserved: write it as \\{character}."));
                _at++;
                break;
        }
    }

    private bool Is(string mark) => string.CompareOrdinal(markup, _at, mark, 0, mark.Length) == 0;

    private void Toggle(string mark, string type)
    {
        if (_text.IsOpen(mark))
        {
            _text.Close(mark, _at);
        }
        else
        {
            _text.Open(mark, type, value: null, _at);
        }

        _at += mark.Length;
    }

    private void ReadCode()
    {
        var start = _at;
        var mark = Is("```") ? "```" : "`";
        _at += mark.Length;
        string? language = null;
        if (mark.Length == 3 && markup.IndexOf('\n', _at) is > 0 and var line && markup.AsSpan(_at, line - _at) is var word && !word.ContainsAny(' ', '`'))
        {
            language = word.Length > 0 ? word.ToString() : null;
            _at = line + 1;
        }

        _text.Open(mark, mark.Length == 3 ? "pre" : "code", language, start);
        while (_at < markup.Length && !Is(mark))
        {
            _at += markup[_at] == '\\' && _at + 1 < markup.Length && markup[_at + 1] is '`' or '\\' ? 1 : 0;
            _text.Append(markup[_at++]);
        }

        if (_at < markup.Length)
        {
            _text.Close(mark, _at);
            _at += mark.Length;
        }
    }

    private void ReadAddress(string mark)
    {
        var start = _at++;
        if (_at >= markup.Length || markup[_at] != '(')
        {
            throw new TelegramMarkupException(start, "'](' must follow the text of a link.");
        }

        var address = new StringBuilder();
        for (_at++; _at < markup.Length && markup[_at] != ')'; _at++)
        {
            _at += markup[_at] == '\\' && _at + 1 < markup.Length && markup[_at + 1] is ')' or '\\' ? 1 : 0;
            address.Append(markup[_at]);
        }

        if (_at++ >= markup.Length)
        {
            throw new TelegramMarkupException(start, "the address of a link never ends.");
        }

        _text.Close(mark, start, mark == "[" ? address.ToString() : EmojiId(address.ToString(), start));
    }

    private static string EmojiId(string address, int position) =>
        address.StartsWith("tg://emoji?id=", StringComparison.Ordinal)
            ? address["tg://emoji?id=".Length..]
            : throw new TelegramMarkupException(position, "an emoji's address must be tg://emoji?id= and its id.");

    /// <summary>At the beginning of a line, a '>' begins a quote or goes on with one; a line without it ends the quote.</summary>
    private void ReadQuoteStart()
    {
        if (_at > 0 && markup[_at - 1] != '\n')
        {
            return;
        }

        if (markup[_at] == '>')
        {
            if (!_text.IsOpen(">"))
            {
                _text.Open(">", "blockquote", value: null, _at);
            }

            _at++;
        }
    }

    private void ReadLineEnd()
    {
        if (_text.Latest == ">" && !(_at + 1 < markup.Length && markup[_at + 1] == '>'))
        {
            CloseQuote();
        }

        _text.Append('\n');
        _at++;
    }

    private void CloseQuote()
    {
        if (_text.Latest == ">")
        {
            _text.Close(">", _at);
        }
    }
}
