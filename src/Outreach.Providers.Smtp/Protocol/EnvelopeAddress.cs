using System.Buffers;
using System.Globalization;
using System.Net;

namespace Outreach.Providers.Smtp;

/// <summary>
/// The last check of what goes between the angle brackets of MAIL and RCPT (RFC 5321 §4.1.2, RFC 6531 §3.3): whatever passes is one path and
/// nothing else. The address itself was parsed elsewhere.
/// </summary>
internal static class EnvelopeAddress
{
    /// <summary>The longest address in octets: a path has 256 with its brackets (RFC 5321 §4.5.3.1.3).</summary>
    public const int MaxOctets = 254;

    private static readonly SearchValues<char> LiteralCharacters = SearchValues.Create("0123456789abcdefABCDEF:.");
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Checks an address and brings its domain to ASCII if nothing else in it needs SMTPUTF8.</summary>
    /// <returns>The address for the wire, or <see langword="null"/> if it must not go there.</returns>
    public static string? Prepare(string address)
    {
        if (address.Length is 0 or > MaxOctets || !TryFindAt(address, out var at) || !IsDomainOrLiteral(address.AsSpan(at + 1)))
        {
            return null;
        }

        if (!System.Text.Ascii.IsValid(address))
        {
            return PrepareInternational(address, at);
        }

        return address;
    }

    /// <summary>Tells whether a text is a domain (letters, digits, hyphens, dots, non-ASCII letters) or an address literal.</summary>
    public static bool IsDomainOrLiteral(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 255)
        {
            return false;
        }

        return text[0] == '[' ? IsLiteral(text) : IsDomain(text);
    }

    private static string? PrepareInternational(string address, int at)
    {
        var local = address.AsSpan(0, at);
        if (System.Text.Ascii.IsValid(local))
        {
            try
            {
                address = string.Concat(local, "@", Idn.GetAscii(address, at + 1));
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        return System.Text.Encoding.UTF8.GetByteCount(address) <= MaxOctets ? address : null;
    }

    private static bool TryFindAt(string address, out int at)
    {
        at = address[0] == '"' ? EndOfQuotedString(address) : EndOfDotString(address);
        return at > 0 && at < address.Length - 1 && address[at] == '@';
    }

    private static int EndOfDotString(string text)
    {
        var i = 0;
        while (i < text.Length && (text[i] == '.' || IsAtext(text[i]) || IsInternational(text, ref i)))
        {
            i++;
        }

        return i;
    }

    private static int EndOfQuotedString(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                return i + 1;
            }

            if (c == '\\')
            {
                // quoted-pairSMTP: a backslash and a printable character (RFC 5321 §4.1.2)
                if (++i == text.Length || text[i] is < ' ' or > '~')
                {
                    return -1;
                }
            }
            else if (c is < ' ' or > '~' && !IsInternational(text, ref i))
            {
                return -1;
            }
        }

        return -1;
    }

    // atext (RFC 5322 §3.2.3)
    private static bool IsAtext(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal);

    /// <summary>Non-ASCII, but no control character, line or paragraph separator and no half of a surrogate pair.</summary>
    private static bool IsInternational(ReadOnlySpan<char> text, ref int i)
    {
        var c = text[i];
        if (c < 0xA0 || c is '\u2028' or '\u2029')
        {
            return false;
        }

        if (!char.IsSurrogate(c))
        {
            return true;
        }

        if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
        {
            i++;
            return true;
        }

        return false;
    }

    private static bool IsDomain(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('-' or '.' or '_') && !IsInternational(text, ref i))
            {
                return false;
            }
        }

        return text[0] is not ('.' or '-') && text[^1] is not ('.' or '-');
    }

    private static bool IsLiteral(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[^1] != ']')
        {
            return false;
        }

        var inner = text[1..^1];
        if (inner.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase))
        {
            inner = inner[5..];
        }

        return inner.IndexOfAnyExcept(LiteralCharacters) < 0 && IPAddress.TryParse(inner, out _);
    }
}
