using System.Globalization;
using System.Numerics;
using System.Text;

namespace Outreach.Templating;

internal sealed partial class Lexer
{
    private const int LongestNumber = 400;

    private void ReadString(char quote)
    {
        var start = _position++;
        var value = new StringBuilder();
        while (_position < _text.Length && _text[_position] != quote)
        {
            ReadCharacter(value);
        }

        if (_position >= _text.Length)
        {
            _diagnostics.Error("syntax", start, start + 1, "The string is never closed.", $"Add `{quote}`.");
        }

        _position = Math.Min(_position + 1, _text.Length);
        _tokens.Add(new Token(TokenKind.String, start, _position, value.ToString()));
    }

    private void ReadVerbatim()
    {
        var start = _position++;
        var value = new StringBuilder();
        while (_position < _text.Length && (_text[_position] != '`' || Peek(1) == '`'))
        {
            _position += _text[_position] == '`' ? 1 : 0;
            value.Append(_text[_position++]);
        }

        if (_position >= _text.Length)
        {
            _diagnostics.Error("syntax", start, start + 1, "The verbatim string is never closed.", "Add a backquote.");
        }

        _position = Math.Min(_position + 1, _text.Length);
        _tokens.Add(new Token(TokenKind.String, start, _position, value.ToString()));
    }

    /// <summary>Reads the text of an interpolated string up to the next expression or the end of the string.</summary>
    private void ReadInterpolatedText()
    {
        var quote = _brackets.Peek() == 'd' ? '"' : '\'';
        var start = _position;
        var value = new StringBuilder();
        while (_position < _text.Length && _text[_position] != quote && _text[_position] != '{')
        {
            ReadCharacter(value);
        }

        _tokens.Add(new Token(TokenKind.String, start, _position, value.ToString()));
        if (_position >= _text.Length)
        {
            _diagnostics.Error("syntax", start, start + 1, "The interpolated string is never closed.", $"Add `{quote}`.");
            _tokens.Add(new Token(TokenKind.InterpolationEnd, _position, _position));
        }
        else if (_text[_position] == '{')
        {
            Add(TokenKind.InterpolationOpen, 1);
            Nest('$');
        }
        else
        {
            _brackets.Pop();
            _brackets.Pop();
            Add(TokenKind.InterpolationEnd, 1);
        }
    }

    private void ReadCharacter(StringBuilder value)
    {
        var c = _text[_position++];
        if (c != '\\')
        {
            value.Append(c);
            return;
        }

        var escape = Peek();
        _position++;
        switch (escape)
        {
            case 'n': value.Append('\n'); break;
            case 'r': value.Append('\r'); break;
            case 't': value.Append('\t'); break;
            case 'b': value.Append('\b'); break;
            case 'f': value.Append('\f'); break;
            case 'v': value.Append('\v'); break;
            case '0': value.Append('\0'); break;
            case '\'' or '"' or '\\' or '{' or '}': value.Append(escape); break;
            case '\n': break;
            case '\r':
                _position += Peek() == '\n' ? 1 : 0;
                break;
            case 'u': ReadHexEscape(value, 4); break;
            case 'x': ReadHexEscape(value, 2); break;
            default:
                _position = Math.Min(_position, _text.Length);
                _diagnostics.Error("syntax", _position - 1, _position, $"Unknown escape `\\{escape}` in the string.", "Write `\\\\` for a backslash.");
                break;
        }
    }

    private void ReadHexEscape(StringBuilder value, int digits)
    {
        if (_position + digits <= _text.Length
            && ushort.TryParse(_text.AsSpan(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            value.Append((char)code);
            _position += digits;
            return;
        }

        _diagnostics.Error("syntax", _position, _position + 1, $"Expected {digits} hexadecimal digits.");
    }

    private void ReadNumber()
    {
        var start = _position;
        var value = Peek() == '0' && Peek(1) is 'x' or 'X' ? ReadRadix(4)
            : Peek() == '0' && Peek(1) is 'b' or 'B' ? ReadRadix(1)
            : ReadDecimal();
        if (_position < _text.Length && IsNameStart(_text[_position]))
        {
            _diagnostics.Error("syntax", _position, _position + 1, $"Unexpected character `{_text[_position]}` behind a number.");
            _position++;
        }

        _tokens.Add(new Token(TokenKind.Number, start, _position, Value: value));
    }

    private Value ReadRadix(int bits)
    {
        _position += 2;
        var start = _position;
        BigInteger value = 0;
        var digits = 0;
        while (_position < _text.Length && (_text[_position] == '_' || IsDigit(_text[_position], bits)))
        {
            if (_text[_position++] is var c and not '_' && digits++ < LongestNumber)
            {
                value = (value << bits) + System.Convert.ToInt32(c.ToString(), 16);
            }
        }

        var unsigned = Peek() is 'u' or 'U';
        _position += unsigned ? 1 : 0;
        if (digits is 0 or >= LongestNumber)
        {
            _diagnostics.Error("syntax", start, start + 1, digits == 0 ? "Expected a digit." : "The number is too long.");
        }

        // 32 and 64 bits with the highest one set are negative, unless marked as unsigned.
        var size = bits * digits <= 32 ? 32 : 64;
        if (!unsigned && bits * digits <= 64 && value >= BigInteger.One << (size - 1))
        {
            value -= BigInteger.One << size;
        }

        return Value.FromBig(value);
    }

    private static bool IsDigit(char c, int bits) => bits == 1 ? c is '0' or '1' : char.IsAsciiHexDigit(c);

    private Value ReadDecimal()
    {
        var start = _position;
        var real = false;
        SkipDigits();
        if (Peek() == '.' && char.IsAsciiDigit(Peek(1)))
        {
            real = true;
            _position++;
            SkipDigits();
        }

        if (Peek() is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            real |= Peek(1) == '-';
            _position += 2;
            SkipDigits();
        }

        if (_position - start > LongestNumber)
        {
            _diagnostics.Error("syntax", start, _position, "The number is too long.");
            return default;
        }

        return Convert(_text[start.._position].Replace("_", "", StringComparison.Ordinal), start, real);
    }

    private Value Convert(string digits, int start, bool real)
    {
        var suffix = char.ToLowerInvariant(Peek());
        if (suffix is 'f' or 'd' or 'm' && !IsNamePart(Peek(1)))
        {
            _position++;
        }
        else
        {
            suffix = '\0';
        }

        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (suffix == 'm')
        {
            if (decimal.TryParse(digits, Style, CultureInfo.InvariantCulture, out var exact))
            {
                return Value.FromExact(exact);
            }

            _diagnostics.Error("syntax", start, _position, "The number is too large for a decimal.");
            return default;
        }

        if (suffix == 'f')
        {
            return Value.FromSingle(float.Parse(digits, Style, CultureInfo.InvariantCulture));
        }

        if (real || suffix == 'd')
        {
            return Value.FromReal(double.Parse(digits, Style, CultureInfo.InvariantCulture));
        }

        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        var exponent = digits.IndexOfAny(['e', 'E']);
        if (exponent >= 0 && (digits.Length - exponent > 5
            || int.Parse(digits.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) > LongestNumber))
        {
            _diagnostics.Error("syntax", start, _position, "The exponent is too large.");
            return default;
        }

        return Value.FromBig(BigInteger.Parse(digits, Style, CultureInfo.InvariantCulture));
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Peek()) || (Peek() == '_' && char.IsAsciiDigit(Peek(1))))
        {
            _position++;
        }
    }
}
