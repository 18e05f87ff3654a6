using System.Buffers;

namespace Outreach.Templating;

/// <summary>Splits a template into tokens: text here, code in the other part. Works through the text once, without recursion.</summary>
internal sealed partial class Lexer
{
    private readonly string _text;
    private readonly DiagnosticBag _diagnostics;
    private readonly TemplateLimits _limits;
    private readonly bool _spintax;
    private readonly List<Token> _tokens = [];
    private readonly Stack<char> _brackets = new();
    private int _position;

    public Lexer(SourceText source, DiagnosticBag diagnostics, TemplateLimits limits, bool spintax)
    {
        _text = source.Text;
        _diagnostics = diagnostics;
        _limits = limits;
        _spintax = spintax;
    }

    /// <summary>Gets whether spintax that is not closed, or a bar outside of braces, is left as it is.</summary>
    public List<Token> ReadTemplate()
    {
        var strip = '\0';
        while (_position < _text.Length)
        {
            strip = ReadText(strip);
            if (_position >= _text.Length)
            {
                break;
            }

            strip = _text[_position + 1] == '%' ? ReadEscapeBlock() : ReadCodeBlock();
        }

        _tokens.Add(new Token(TokenKind.End, _text.Length, _text.Length));
        if (_spintax)
        {
            new SpintaxScanner(_tokens, _limits, _diagnostics).Scan();
        }

        return _tokens;
    }

    /// <summary>Reads code only, as <c>object.eval</c> does.</summary>
    public List<Token> ReadScript()
    {
        _tokens.Add(new Token(TokenKind.CodeEnter, 0, 0));
        ReadCode();
        if (_tokens[^1].Kind != TokenKind.CodeExit)
        {
            _tokens.Add(new Token(TokenKind.CodeExit, _text.Length, _text.Length));
        }

        _tokens.Add(new Token(TokenKind.End, _text.Length, _text.Length));
        return _tokens;
    }

    private char ReadText(char strip)
    {
        var start = _position;
        var end = FindBlock(start);
        _position = end;
        var begin = StripStart(start, end, strip);
        var next = end < _text.Length ? LeftStrip(end) : '\0';
        var finish = StripEnd(begin, end, next);
        if (finish > begin)
        {
            _tokens.Add(new Token(TokenKind.Text, begin, finish, _text[begin..finish]));
        }

        return strip;
    }

    /// <summary>The offset of the next code or escape block, or the end.</summary>
    private int FindBlock(int start)
    {
        for (var i = _text.IndexOf('{', start); i >= 0 && i + 1 < _text.Length; i = _text.IndexOf('{', i + 1))
        {
            if (_text[i + 1] == '{')
            {
                // With spintax on, the first of three braces opens a choice: {{{name}}|friend}.
                return _spintax && i + 2 < _text.Length && _text[i + 2] == '{' ? i + 1 : i;
            }

            if (_text[i + 1] == '%' && EscapeLevel(i) > 0)
            {
                return i;
            }
        }

        return _text.Length;
    }

    /// <summary>How many percent signs the escape block that begins here has, or 0 if none begins.</summary>
    private int EscapeLevel(int position)
    {
        var i = position + 1;
        while (i < _text.Length && _text[i] == '%')
        {
            i++;
        }

        return i < _text.Length && _text[i] == '{' ? i - position - 1 : 0;
    }

    private char LeftStrip(int position)
    {
        var after = _text[position + 1] == '%' ? position + EscapeLevel(position) + 2 : position + 2;
        return after < _text.Length && _text[after] is '-' or '~' ? _text[after] : '\0';
    }

    private int StripStart(int start, int end, char mode)
    {
        if (mode == '-')
        {
            while (start < end && char.IsWhiteSpace(_text[start]))
            {
                start++;
            }
        }
        else if (mode == '~')
        {
            while (start < end && char.IsWhiteSpace(_text[start]))
            {
                if (_text[start++] == '\n')
                {
                    break;
                }
            }
        }

        return start;
    }

    private int StripEnd(int start, int end, char mode)
    {
        if (mode is '-' or '~')
        {
            while (end > start && char.IsWhiteSpace(_text[end - 1]) && (mode == '-' || _text[end - 1] is not ('\n' or '\r')))
            {
                end--;
            }
        }

        return end;
    }

    private char ReadEscapeBlock()
    {
        var start = _position;
        var level = EscapeLevel(start);
        _position += level + 2;
        if (_position < _text.Length && _text[_position] is '-' or '~')
        {
            _position++;
        }

        var close = "}" + new string('%', level) + "}";
        var end = _text.IndexOf(close, _position, StringComparison.Ordinal);
        if (end < 0)
        {
            _diagnostics.Error("unclosed-block", start, start + level + 2, $"The escape block is never closed; expected `{close}`.");
            _position = _text.Length;
            return '\0';
        }

        var strip = '\0';
        var finish = end;
        if (end > _position && _text[end - 1] is '-' or '~')
        {
            strip = _text[--finish];
        }

        var begin = _position;
        if (finish > begin)
        {
            _tokens.Add(new Token(TokenKind.RawText, begin, finish, _text[begin..finish]));
        }

        _position = end + close.Length;
        return strip;
    }

    private char ReadCodeBlock()
    {
        var start = _position;
        _position += 2;
        var stripped = _position < _text.Length && _text[_position] is '-' or '~';
        if (stripped)
        {
            _position++;
        }

        _tokens.Add(new Token(TokenKind.CodeEnter, start, _position, stripped ? null : Indentation(start)));
        _brackets.Clear();
        var errors = _diagnostics.Errors;
        ReadCode();
        if (_tokens[^1].Kind != TokenKind.CodeExit && _diagnostics.Errors > errors)
        {
            // The block most likely never ends because of what was reported already.
            _tokens.Add(new Token(TokenKind.CodeExit, _text.Length, _text.Length));
            return '\0';
        }

        if (_tokens[^1].Kind != TokenKind.CodeExit)
        {
            _diagnostics.Error("unclosed-block", start, start + 2, "The code block is never closed.", "Add `}}`.");
            _tokens.Add(new Token(TokenKind.CodeExit, _text.Length, _text.Length));
            return '\0';
        }

        var exit = _tokens[^1];
        return exit.End - exit.Start == 3 ? _text[exit.Start] : '\0';
    }

    /// <summary>The whitespace in front of a code block if nothing else stands before it on the line.</summary>
    private string? Indentation(int codeStart)
    {
        var line = codeStart;
        while (line > 0 && _text[line - 1] is ' ' or '\t')
        {
            line--;
        }

        if (line == codeStart || (line > 0 && _text[line - 1] != '\n'))
        {
            return null;
        }

        // Stripped by the block before: then there is no indentation in the output either.
        var last = _tokens.Count > 0 ? _tokens[^1] : default;
        return _tokens.Count > 0 && !(last.Kind == TokenKind.Text && last.End == codeStart && last.Start <= line) ? null : _text[line..codeStart];
    }
}
