using System.Text;
using System.Text.Unicode;

namespace Outreach;

/// <summary>
/// Detects the encoding of a text file from its first octets: a byte order mark; else UTF-16 if every second octet is often zero; else
/// UTF-8 if the octets are valid as such; else the Windows code page under which the letters are the most likely.
/// </summary>
internal readonly record struct CsvEncoding(Encoding Encoding, int PreambleLength)
{
    private static readonly Encoding[] Marked =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        new UTF32Encoding(bigEndian: false, byteOrderMark: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
    ];

    /// <summary>Detects the encoding.</summary>
    /// <param name="prefix">The file's first octets.</param>
    /// <param name="given">The encoding to use where there is no byte order mark, or <see langword="null"/> to detect it.</param>
    public static CsvEncoding Detect(ReadOnlySpan<byte> prefix, Encoding? given)
    {
        foreach (var encoding in Marked)
        {
            if (prefix.StartsWith(encoding.Preamble))
            {
                return new CsvEncoding(encoding, encoding.Preamble.Length);
            }
        }

        return new CsvEncoding(given ?? DetectUtf16(prefix) ?? (IsUtf8(prefix) ? Encoding.UTF8 : WindowsCodePage.Guess(prefix)), 0);
    }

    private static UnicodeEncoding? DetectUtf16(ReadOnlySpan<byte> prefix)
    {
        var even = 0;
        var odd = 0;
        for (var i = 0; i + 1 < prefix.Length; i += 2)
        {
            even += prefix[i] == 0 ? 1 : 0;
            odd += prefix[i + 1] == 0 ? 1 : 0;
        }

        var enough = Math.Max(prefix.Length / 20, 1);
        return (odd >= enough && even <= odd / 10) || (even >= enough && odd <= even / 10)
            ? new UnicodeEncoding(bigEndian: even > odd, byteOrderMark: false)
            : null;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> prefix)
    {
        // The prefix may end within a character.
        for (var cut = 0; cut <= Math.Min(3, prefix.Length); cut++)
        {
            if (Utf8.IsValid(prefix[..^cut]))
            {
                return true;
            }
        }

        return false;
    }
}
