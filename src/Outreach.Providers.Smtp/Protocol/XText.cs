using System.Globalization;
using System.Text;

namespace Outreach.Providers.Smtp;

/// <summary>The encoding of parameter values that may have any character (RFC 3461 §4, RFC 6533 §3).</summary>
internal static class XText
{
    public static int MaxEncoded(int length) => 3 * length;

    /// <summary>Writes ASCII as xtext: printable characters but <c>+</c> and <c>=</c> as they are, others as <c>+</c> and two digits.</summary>
    /// <returns>How many octets were written.</returns>
    public static int Encode(ReadOnlySpan<char> ascii, Span<byte> destination)
    {
        var written = 0;
        foreach (var c in ascii)
        {
            if (c is >= '!' and <= '~' and not ('+' or '='))
            {
                destination[written++] = (byte)c;
            }
            else
            {
                destination[written++] = (byte)'+';
                destination[written++] = HexDigit(c >> 4);
                destination[written++] = HexDigit(c & 15);
            }
        }

        return written;
    }

    /// <summary>Encodes an international address (utf-8-addr-unitext): what xtext would escape becomes <c>\x{…}</c>.</summary>
    public static string EncodeUnicode(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (c is (>= '!' and <= '~' and not ('+' or '=' or '\\')) or > '~')
            {
                result.Append(c);
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"\\x{{{(int)c:X2}}}");
            }
        }

        return result.ToString();
    }

    private static byte HexDigit(int value) => (byte)"0123456789ABCDEF"[value];
}
