using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Outreach.Mime;

/// <summary>Checks and converts the part after the '@'.</summary>
internal static class DomainName
{
    /// <summary>255 octets in DNS are 253 characters of text (RFC 1035 §2.3.4).</summary>
    public const int MaxLength = 253;

    private const int MaxLabelLength = 63;

    // UTS #46, non-transitional, as the platform's ICU has it.
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Checks an ASCII host name (RFC 5321 §4.1.2 Domain) and gives the error with its position inside the name.</summary>
    public static AddressError CheckHost(ReadOnlySpan<char> name)
    {
        var start = 0;
        while (true)
        {
            var dot = name[start..].IndexOf('.');
            var label = dot < 0 ? name[start..] : name.Slice(start, dot);
            var kind = CheckLabel(label, out var offset);
            if (kind != AddressErrorKind.None)
            {
                return new AddressError(kind, start + offset);
            }

            if (dot < 0)
            {
                return name.Length > MaxLength ? new AddressError(AddressErrorKind.DomainTooLong, MaxLength) : default;
            }

            start += dot + 1;
        }
    }

    /// <summary>Converts a name with non-ASCII labels to A-labels.</summary>
    public static bool TryToAscii(string name, out string ascii)
    {
        ascii = name;
        if (name.Length > MaxLength)
        {
            return false;
        }

        try
        {
            ascii = Idn.GetAscii(name.ToLowerInvariant());
            return CheckHost(ascii).Kind == AddressErrorKind.None;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Converts A-labels to Unicode; a name that can't be converted stays as it is.</summary>
    public static string ToUnicode(string ascii)
    {
        if (!ascii.Contains("xn--", StringComparison.Ordinal))
        {
            return ascii;
        }

        try
        {
            var unicode = Idn.GetUnicode(ascii);
            return HeaderText.IsSafe(unicode) ? unicode : ascii;
        }
        catch (ArgumentException)
        {
            return ascii;
        }
    }

    /// <summary>Says whether the text between brackets is an address literal that RFC 5321 §4.1.3 has for IPv4 or IPv6.</summary>
    public static bool IsAddressLiteral(ReadOnlySpan<char> literal) =>
        literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? IsIPv6(literal[5..]) : IsIPv4(literal);

    private static AddressErrorKind CheckLabel(ReadOnlySpan<char> label, out int offset)
    {
        offset = label.IndexOfAnyExcept(AddressCharacters.HostLabel);
        if (offset >= 0)
        {
            return AddressErrorKind.InvalidCharacter;
        }

        offset = 0;
        if (label.IsEmpty)
        {
            return AddressErrorKind.MisplacedDot;
        }

        if (label.Length > MaxLabelLength)
        {
            offset = MaxLabelLength;
            return AddressErrorKind.LabelTooLong;
        }

        if (label[0] == '-')
        {
            return AddressErrorKind.MisplacedHyphen;
        }

        offset = label.Length - 1;
        return label[^1] == '-' ? AddressErrorKind.MisplacedHyphen : AddressErrorKind.None;
    }

    private static bool IsIPv4(ReadOnlySpan<char> text)
    {
        var dots = 0;
        var value = -1;
        var digits = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                value = (Math.Max(value, 0) * 10) + (c - '0');
                if (++digits > 3 || value > 255)
                {
                    return false;
                }
            }
            else if (c == '.' && digits > 0)
            {
                dots++;
                digits = 0;
                value = -1;
            }
            else
            {
                return false;
            }
        }

        return dots == 3 && digits > 0;
    }

    private static bool IsIPv6(ReadOnlySpan<char> text)
    {
        // "::" stands for at least two groups (RFC 5321 §4.1.3), which the platform's parser doesn't demand.
        var compressed = text.IndexOf("::", StringComparison.Ordinal) >= 0;
        var groups = 0;
        foreach (var range in text.Split(':'))
        {
            var (_, length) = range.GetOffsetAndLength(text.Length);
            groups += length == 0 ? 0 : text[range].Contains('.') ? 2 : 1;
        }

        return (!compressed || groups <= 6) &&
            !text.ContainsAnyExcept(AddressCharacters.IPv6Literal) &&
            (text.LastIndexOf(':') is var last && (!text.Contains('.') || IsIPv4(text[(last + 1)..]))) &&
            IPAddress.TryParse(text, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6;
    }
}
