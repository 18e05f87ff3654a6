namespace Outreach.Templating;

internal sealed partial class Lexer
{
    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private char Peek(int ahead = 0) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';

    private void Add(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, _position, _position + length));
        _position += length;
    }

    /// <summary>Reads up to and including the exit of the code block, or to the end of the text.</summary>
    private void ReadCode()
    {
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (AtExit(out var length))
            {
                Add(TokenKind.CodeExit, length);
                return;
            }

            if (c == '\n')
            {
                CloseLine();
                Add(TokenKind.NewLine, 1);
            }
            else if (char.IsWhiteSpace(c) || c == '\uFEFF')
            {
                _position++;
            }
            else if (c == '#')
            {
                SkipComment();
            }
            else
            {
                ReadToken(c);
            }
        }
    }

    /// <summary>Whether the code block ends here. A brace that closes an object is not taken for it: <c>{{ {a: {b: 1}} }}</c>.</summary>
    private bool AtExit(out int length)
    {
        var c = _text[_position];
        length = 0;
        if (c == '}' && Peek(1) == '}')
        {
            length = _brackets.Count > 0 && _brackets.Peek() is '{' or '$' ? 0 : 2;
        }
        else if (c is '-' or '~' && Peek(1) == '}' && Peek(2) == '}')
        {
            length = 3;
        }

        return length > 0;
    }

    private void SkipComment()
    {
        var multi = Peek(1) == '#';
        _position += multi ? 2 : 1;
        while (_position < _text.Length)
        {
            if (AtExit(out _) || (!multi && _text[_position] == '\n'))
            {
                return;
            }

            if (multi && _text[_position] == '#' && Peek(1) == '#')
            {
                _position += 2;
                return;
            }

            _position++;
        }
    }

    /// <summary>An interpolated expression must end on its line.</summary>
    private void CloseLine()
    {
        if (_brackets.Contains('$'))
        {
            _diagnostics.Error("syntax", _position, _position + 1, "The expression inside the string is not closed on the same line.", "Add `}`.");
            while (_brackets.Count > 0 && _brackets.Pop() != '"')
            {
                // Everything up to the string that was left open is forgotten, so that later errors are about later code.
            }

            Add(TokenKind.InterpolationClose, 0);
            Add(TokenKind.InterpolationEnd, 0);
        }
    }

    private void ReadToken(char c)
    {
        if (IsNameStart(c))
        {
            ReadName(_position, TokenKind.Identifier);
        }
        else if (c == '$')
        {
            ReadDollar();
        }
        else if (char.IsAsciiDigit(c))
        {
            ReadNumber();
        }
        else if (c is '"' or '\'')
        {
            ReadString(c);
        }
        else if (c == '`')
        {
            ReadVerbatim();
        }
        else
        {
            ReadOperator(c);
        }
    }

    private void ReadName(int start, TokenKind kind)
    {
        while (_position < _text.Length && IsNamePart(_text[_position]))
        {
            _position++;
        }

        // The one member with a question mark: a.empty?
        if (Peek() == '?' && Peek(1) is not ('.' or '?' or '!') && _tokens[^1].Kind is TokenKind.Dot or TokenKind.QuestionDot
            && _text.AsSpan(start, _position - start) is "empty")
        {
            _position++;
        }

        _tokens.Add(new Token(kind, start, _position, _text[start.._position]));
    }

    private void ReadDollar()
    {
        if (Peek(1) is '"' or '\'')
        {
            var quote = Peek(1);
            Add(TokenKind.InterpolationBegin, 2);
            if (Nest('"') && Nest(quote == '"' ? 'd' : 's'))
            {
                ReadInterpolatedText();
            }

            return;
        }

        var start = _position++;
        if (Peek() == '$')
        {
            _position++;
        }

        ReadName(start, TokenKind.Local);
    }

    private bool Nest(char bracket)
    {
        if (_brackets.Count >= _limits.MaxNesting)
        {
            _diagnostics.Error("too-deep", _position, _position + 1, $"Brackets are nested deeper than {_limits.MaxNesting} levels.");
            _position = _text.Length;
            return false;
        }

        _brackets.Push(bracket);
        return true;
    }

    private void ReadOperator(char c)
    {
        var (kind, length) = Operator(c, Peek(1), Peek(2));
        switch (kind)
        {
            case TokenKind.End:
                _diagnostics.Error("syntax", _position, _position + 1, $"Unexpected character `{c}`.");
                _position++;
                return;
            case TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace when !Nest(c):
                return;
            case TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace:
                if (_brackets.Count > 0 && _brackets.Peek() == '$' && c == '}')
                {
                    _brackets.Pop();
                    Add(TokenKind.InterpolationClose, 1);
                    ReadInterpolatedText();
                    return;
                }

                if (_brackets.Count > 0 && _brackets.Peek() is '(' or '[' or '{')
                {
                    _brackets.Pop();
                }

                break;
            default:
                break;
        }

        Add(kind, length);
    }

    private static (TokenKind Kind, int Length) Operator(char c, char next, char third) => (c, next, third) switch
    {
        ('.', '.', '<') => (TokenKind.DoubleDotLess, 3),
        ('.', '.', '.') => (TokenKind.TripleDot, 3),
        ('/', '/', '=') => (TokenKind.DoubleSlashEqual, 3),
        ('.', '.', _) => (TokenKind.DoubleDot, 2),
        ('?', '.', _) => (TokenKind.QuestionDot, 2),
        ('?', '?', _) => (TokenKind.DoubleQuestion, 2),
        ('?', '!', _) => (TokenKind.QuestionExclamation, 2),
        ('|', '|', _) => (TokenKind.DoublePipe, 2),
        ('&', '&', _) => (TokenKind.DoubleAmp, 2),
        ('=', '=', _) => (TokenKind.DoubleEqual, 2),
        ('!', '=', _) => (TokenKind.NotEqual, 2),
        ('<', '=', _) => (TokenKind.LessEqual, 2),
        ('>', '=', _) => (TokenKind.GreaterEqual, 2),
        ('<', '<', _) => (TokenKind.ShiftLeft, 2),
        ('>', '>', _) => (TokenKind.ShiftRight, 2),
        ('+', '=', _) => (TokenKind.PlusEqual, 2),
        ('-', '=', _) => (TokenKind.MinusEqual, 2),
        ('*', '=', _) => (TokenKind.AsteriskEqual, 2),
        ('%', '=', _) => (TokenKind.PercentEqual, 2),
        ('/', '=', _) => (TokenKind.SlashEqual, 2),
        ('/', '/', _) => (TokenKind.DoubleSlash, 2),
        ('+', '+', _) => (TokenKind.PlusPlus, 2),
        ('-', '-', _) => (TokenKind.MinusMinus, 2),
        _ => (Operator(c), 1),
    };

    private static TokenKind Operator(char c) => c switch
    {
        '(' => TokenKind.OpenParen,
        ')' => TokenKind.CloseParen,
        '[' => TokenKind.OpenBracket,
        ']' => TokenKind.CloseBracket,
        '{' => TokenKind.OpenBrace,
        '}' => TokenKind.CloseBrace,
        ',' => TokenKind.Comma,
        ';' => TokenKind.Semicolon,
        ':' => TokenKind.Colon,
        '.' => TokenKind.Dot,
        '?' => TokenKind.Question,
        '|' => TokenKind.Pipe,
        '=' => TokenKind.Equal,
        '<' => TokenKind.Less,
        '>' => TokenKind.Greater,
        '+' => TokenKind.Plus,
        '-' => TokenKind.Minus,
        '*' => TokenKind.Asterisk,
        '/' => TokenKind.Slash,
        '%' => TokenKind.Percent,
        '!' => TokenKind.Exclamation,
        '^' => TokenKind.Caret,
        '@' => TokenKind.At,
        _ => TokenKind.End,
    };
}
