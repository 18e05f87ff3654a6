using System.Buffers;
using System.Globalization;
using System.Text;

namespace Outreach.Mime;

/// <summary>The character classes of RFC 5321, 5322 and 6532.</summary>
internal static class AddressCharacters
{
    private const string AtomPunctuation = "!#$%&'*+-/=?^_`{|}~";
    private const string AsciiLettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>ASCII atext (RFC 5322 §3.2.3).</summary>
    public static readonly SearchValues<char> Atom = SearchValues.Create(AsciiLettersAndDigits + AtomPunctuation);

    /// <summary>ASCII atext and the dot.</summary>
    public static readonly SearchValues<char> DotAtom = SearchValues.Create(AsciiLettersAndDigits + AtomPunctuation + ".");

    /// <summary>What a canonical host name consists of.</summary>
    public static readonly SearchValues<char> CanonicalHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    /// <summary>Letters, digits and hyphen of either case.</summary>
    public static readonly SearchValues<char> HostLabel = SearchValues.Create(AsciiLettersAndDigits + "-");

    /// <summary>What an IPv6 address consists of.</summary>
    public static readonly SearchValues<char> IPv6Literal = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>What is read between square brackets: less than dtext (RFC 5322 §3.4.1), so that nothing can end a path or a list entry.</summary>
    public static readonly SearchValues<char> DomainLiteral = SearchValues.Create(AsciiLettersAndDigits + "-._:");

    /// <summary>What stays unchanged in a quoted string, blanks included.</summary>
    public static readonly SearchValues<char> QuotedText = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x5F).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    public static bool IsAtom(char value) => Atom.Contains(value) || value >= 0x80;

    /// <summary>Says whether text may stand unquoted before the '@': a dot-atom (RFC 5322 §3.2.3 with RFC 6532 §3.2).</summary>
    public static bool IsDotAtom(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] == '.' || text[^1] == '.' || text.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!DotAtom.Contains(c) && (c < 0x80 || char.IsWhiteSpace(c)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Finds the first character that an address that we send to doesn't have though RFC 6532 has it: blanks, invisible format characters
    /// (the joiners excepted), private and unassigned code points, and U+FFFD, which stands for something that got lost.
    /// </summary>
    public static int IndexOfDeceptive(ReadOnlySpan<char> text)
    {
        var index = text.IndexOfAnyInRange('\u0080', '\uFFFF');
        while (index >= 0 && index < text.Length)
        {
            Rune.DecodeFromUtf16(text[index..], out var rune, out var length);
            if (rune.Value >= 0x80 && IsDeceptive(rune))
            {
                return index;
            }

            index += length;
        }

        return -1;
    }

    private static bool IsDeceptive(Rune rune) => rune.Value == 0xFFFD || (rune.Value is not (0x200C or 0x200D) &&
        Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.SpaceSeparator or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
