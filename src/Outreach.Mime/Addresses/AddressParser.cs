using System.Text;

namespace Outreach.Mime;

/// <summary>
/// The one parser of addresses, mailboxes and lists. It has no recursion, goes over each character a fixed number of times, and stops at the
/// first error.
/// </summary>
internal partial struct AddressParser(string text, AddressSyntax syntax)
{
    /// <summary>Octets (RFC 5321 §4.5.3.1.1).</summary>
    public const int MaxLocalPart = 64;

    /// <summary>Octets: a path of 256 without its angle brackets (RFC 5321 §4.5.3.1.3).</summary>
    public const int MaxAddress = 254;

    /// <summary>Octets that are kept of an address that was read leniently: it must fit in a line of a header (RFC 5322 §2.1.1).</summary>
    public const int MaxLenientAddress = 900;

    private readonly string _text = text;
    private readonly bool _lenient = syntax == AddressSyntax.Lenient;
    private int _position;
    private int _furthest;
    private int _commentStart;
    private int _commentEnd;

    /// <summary>Gets the first error.</summary>
    public AddressError Error { get; private set; }

    private readonly bool AtEnd => _position >= _text.Length;

    private readonly char Current => _text[_position];

    /// <summary>Reads a text that is an address and nothing else.</summary>
    public bool TryReadAddress(out EmailAddress address)
    {
        address = default;
        if (!CheckStart() || !SkipGap() || !ReadAddress(out address) || !SkipGap())
        {
            return false;
        }

        if (AtEnd)
        {
            return true;
        }

        address = default;
        return FailAtCurrent(AddressErrorKind.UnexpectedText);
    }

    /// <summary>Reads a text that is a mailbox and nothing else.</summary>
    public bool TryReadMailbox(out Mailbox mailbox)
    {
        mailbox = default;
        if (!CheckStart() || !ReadEntry(groups: false, out mailbox, out _))
        {
            return false;
        }

        if (AtEnd)
        {
            return true;
        }

        mailbox = default;
        return Fail(AddressErrorKind.UnexpectedText, _position);
    }

    /// <summary>Gets a name as a phrase: bare words if that's possible, else a quoted string (RFC 5322 §3.2.5).</summary>
    public static string QuotePhrase(string name) => IsBarePhrase(name) ? name : Quote(name);

    /// <summary>Says whether a name is atoms with single blanks between them.</summary>
    public static bool IsBarePhrase(ReadOnlySpan<char> name)
    {
        var afterBlank = true;
        foreach (var c in name)
        {
            if (c == ' ' ? afterBlank : !AddressCharacters.IsAtom(c))
            {
                return false;
            }

            afterBlank = c == ' ';
        }

        return !afterBlank;
    }

    private static string Quote(string text) => text.AsSpan().ContainsAny('"', '\\')
        ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : $"\"{text}\"";

    private bool CheckStart()
    {
        if (string.IsNullOrWhiteSpace(_text))
        {
            return Fail(AddressErrorKind.Empty, 0);
        }

        // Lenient reading looks at control characters where they stand: folding has some, and comments are dropped.
        var unsafeAt = _lenient ? -1 : HeaderText.IndexOfUnsafe(_text);
        return unsafeAt < 0 || Fail(AddressErrorKind.ControlCharacter, unsafeAt);
    }

    /// <summary>Skips comments and folding white space (RFC 5322 §3.2.2), which only the lenient syntax has.</summary>
    private bool SkipGap()
    {
        while (_lenient && !AtEnd)
        {
            if (Current is ' ' or '\t')
            {
                _position++;
            }
            else if (Current == '(')
            {
                if (!SkipComment())
                {
                    return false;
                }
            }
            else if (IsFold(_position))
            {
                _position += 3;
            }
            else
            {
                break;
            }
        }

        return true;
    }

    private readonly bool IsFold(int position) =>
        position + 2 < _text.Length && _text[position] == '\r' && _text[position + 1] == '\n' && _text[position + 2] is ' ' or '\t';

    private bool SkipComment()
    {
        var start = _position;
        var depth = 0;
        while (!AtEnd)
        {
            var c = _text[_position++];
            if (c == '\\' && !AtEnd)
            {
                c = _text[_position++];
            }
            else if (c == '(')
            {
                depth++;
            }
            else if (c == ')' && --depth == 0)
            {
                (_commentStart, _commentEnd) = (start + 1, _position - 1);
                return true;
            }

            if (c is '\r' or '\n' && !IsFoldPart(_position - 1))
            {
                return Fail(AddressErrorKind.ControlCharacter, _position - 1);
            }
        }

        return Fail(AddressErrorKind.UnclosedComment, start);
    }

    private readonly bool IsFoldPart(int position) => IsFold(position) || (position > 0 && IsFold(position - 1));

    /// <summary>Reads a quoted string, the current character being its first mark (RFC 5322 §3.2.4).</summary>
    private bool ReadQuoted(StringBuilder content)
    {
        var start = _position++;
        while (!AtEnd)
        {
            var run = _text.AsSpan(_position).IndexOfAnyExcept(AddressCharacters.QuotedText);
            run = run < 0 ? _text.Length - _position : run;
            content.Append(_text, _position, run);
            _position += run;
            if (AtEnd)
            {
                break;
            }

            var c = _text[_position++];
            if (c == '"')
            {
                return true;
            }

            if (c == '\\')
            {
                if (AtEnd)
                {
                    break;
                }

                c = _text[_position++];
            }
            else if (c == '\r' && IsFold(_position - 1))
            {
                _position++;
                continue;
            }

            if (c != '\t' && HeaderText.IsUnsafe(c))
            {
                return Fail(AddressErrorKind.ControlCharacter, _position - 1);
            }

            content.Append(c == '\t' ? ' ' : c);
        }

        return Fail(AddressErrorKind.UnclosedQuote, start);
    }

    private bool Fail(AddressErrorKind kind, int position)
    {
        _furthest = Math.Max(_furthest, _position);
        if (Error.Kind == AddressErrorKind.None)
        {
            Error = new AddressError(kind, position);
        }

        return false;
    }

    /// <summary>Fails with what the current character says best, or with <paramref name="otherwise"/>.</summary>
    private bool FailAtCurrent(AddressErrorKind otherwise) => Fail(
        AtEnd ? otherwise : Current switch
        {
            ' ' or '\t' => AddressErrorKind.UnexpectedSpace,
            '(' => AddressErrorKind.UnexpectedComment,
            _ when HeaderText.IsUnsafe(Current) => AddressErrorKind.ControlCharacter,
            _ => otherwise,
        },
        Math.Min(_position, _text.Length));
}
