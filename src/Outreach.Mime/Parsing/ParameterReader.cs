using System.Text;

namespace Outreach.Mime;

/// <summary>Reads <c>value; name=value; name*0*=utf-8''…</c> in one pass.</summary>
internal ref struct ParameterReader(string text)
{
    // Enough for any real header; the number of sections is what a hostile one would multiply.
    private const int MaxParameters = 512;

    private readonly string _text = text;
    private int _position;

    // Whether a comment was found that never ends: then no later one does, and trying each would be quadratic.
    private bool _unclosed;

    /// <summary>Reads up to the first semicolon; comments are dropped.</summary>
    public string ReadValue() => ReadToken(stopAtEquals: false);

    /// <summary>Reads all parameters.</summary>
    public Dictionary<string, string>? ReadParameters()
    {
        Dictionary<string, string>? plain = null;
        Dictionary<string, ParameterSections>? sections = null;
        for (var count = 0; _position < _text.Length && count < MaxParameters; count++)
        {
            // At a semicolon.
            _position++;
            var name = ReadToken(stopAtEquals: true);
            var value = "";
            if (_position < _text.Length && _text[_position] == '=')
            {
                _position++;
                value = ReadParameterValue();
            }

            var star = name.IndexOf('*', StringComparison.Ordinal);
            if (star > 0 && ParameterSections.TryReadSuffix(name.AsSpan(star + 1), out var index, out var extended))
            {
                var key = name[..star].TrimEnd();
                sections ??= new(StringComparer.OrdinalIgnoreCase);
                if (!sections.TryGetValue(key, out var list))
                {
                    sections.Add(key, list = new ParameterSections());
                }

                list.Add(index, extended, value);
            }
            else if (name.Length > 0)
            {
                (plain ??= new(StringComparer.OrdinalIgnoreCase)).TryAdd(name, value);
            }
        }

        return Join(plain, sections);
    }

    // An extended value says more than the plain one that is sent beside it for old programs, unless it is damaged.
    private static Dictionary<string, string>? Join(Dictionary<string, string>? plain, Dictionary<string, ParameterSections>? sections)
    {
        foreach (var (name, list) in sections ?? [])
        {
            var value = list.Decode();
            plain ??= new(StringComparer.OrdinalIgnoreCase);
            if (value is not null && !(list.IsDamaged && plain.ContainsKey(name)))
            {
                plain[name] = value;
            }
        }

        return plain;
    }

    private string ReadToken(bool stopAtEquals)
    {
        var start = _position;
        var length = _text.AsSpan(start).IndexOfAny(stopAtEquals ? ";=(" : ";(");
        _position = length < 0 ? _text.Length : start + length;
        if (length < 0 || _text[_position] != '(')
        {
            return _text.AsSpan(start, _position - start).Trim().ToString();
        }

        var result = new StringBuilder();
        result.Append(_text, start, _position - start);
        while (_position < _text.Length && _text[_position] != ';' && !(stopAtEquals && _text[_position] == '='))
        {
            if (_text[_position] == '(' && !_unclosed && SkipComment())
            {
                continue;
            }

            result.Append(_text[_position++]);
        }

        return result.ToString().Trim();
    }

    private string ReadParameterValue()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t')
        {
            _position++;
        }

        if (_position >= _text.Length || _text[_position] != '"')
        {
            return ReadUnquoted();
        }

        var value = ReadQuoted();
        var rest = _text.IndexOf(';', _position);
        _position = rest < 0 ? _text.Length : rest;
        return value;
    }

    // Clients leave the quotation marks out even where a name has spaces or parentheses; only a comment at the end is one (RFC 2045 §5.1).
    private string ReadUnquoted()
    {
        var end = _text.IndexOf(';', _position);
        end = end < 0 ? _text.Length : end;
        var value = _text.AsSpan(_position, end - _position).Trim();
        _position = end;
        var comment = value.EndsWith(")") ? value.LastIndexOf('(') : -1;
        return (comment > 0 && value[comment - 1] is ' ' or '\t' ? value[..comment].TrimEnd() : value).ToString();
    }

    private string ReadQuoted()
    {
        var start = ++_position;
        var stop = _text.AsSpan(start).IndexOfAny('"', '\\');
        if (stop >= 0 && _text[start + stop] == '"')
        {
            _position = start + stop + 1;
            return _text.Substring(start, stop);
        }

        var result = new StringBuilder();
        while (_position < _text.Length && _text[_position] != '"')
        {
            if (_text[_position] == '\\' && _position + 1 < _text.Length)
            {
                _position++;
            }

            result.Append(_text[_position++]);
        }

        _position = Math.Min(_position + 1, _text.Length);
        return result.ToString();
    }

    // Skips a comment (RFC 5322 §3.2.2), nested ones included; false, and nothing skipped, if it never ends.
    private bool SkipComment()
    {
        var depth = 0;
        for (var index = _position; index < _text.Length; index++)
        {
            switch (_text[index])
            {
                case '\\':
                    index++;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    _position = index + 1;
                    return true;
            }
        }

        _unclosed = true;
        return false;
    }
}
