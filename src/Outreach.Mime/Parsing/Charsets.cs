using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Outreach.Mime;

/// <summary>Decodes bytes by the charset that mail names, or by the likeliest when it names none, an unknown or a wrong one.</summary>
internal static class Charsets
{
    private const int MaxNameLength = 64;

    private static readonly UTF8Encoding Utf8NoThrow = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    private static readonly SearchValues<byte> C1Controls = SearchValues.Create([.. Enumerable.Range(0x80, 0x20).Select(value => (byte)value)]);

    // Names that code pages do not know. Windows-1252 and its kin replace the ISO sets they extend, as all mail programs have it.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8", ["utf_8"] = "utf-8", ["unicode-1-1-utf-8"] = "utf-8", ["utf-8-strict"] = "utf-8", ["cesu-8"] = "utf-8",
        ["utf8mb4"] = "utf-8", ["cp65001"] = "utf-8", ["windows-65001"] = "utf-8",
        ["ascii"] = "us-ascii", ["us"] = "us-ascii", ["ansi_x3.4-1968"] = "us-ascii", ["iso646-us"] = "us-ascii", ["646"] = "us-ascii",
        ["latin1"] = "iso-8859-1", ["latin-1"] = "iso-8859-1", ["l1"] = "iso-8859-1", ["iso_8859-1"] = "iso-8859-1",
        ["8859-1"] = "iso-8859-1", ["cp819"] = "iso-8859-1", ["ansi"] = "windows-1252", ["win-1252"] = "windows-1252",
        ["iso-8859-11"] = "windows-874", ["tis-620"] = "windows-874",
        ["sjis"] = "shift_jis", ["ms_kanji"] = "shift_jis", ["windows-31j"] = "shift_jis", ["cp932"] = "shift_jis", ["x-ms-cp932"] = "shift_jis",
        ["gbk"] = "gb2312", ["cp936"] = "gb2312", ["x-gbk"] = "gb2312", ["gb_2312-80"] = "gb2312", ["euc-cn"] = "gb2312", ["gb-2312"] = "gb2312",
        ["cp949"] = "ks_c_5601-1987", ["uhc"] = "ks_c_5601-1987", ["euc_kr"] = "euc-kr", ["big5-hkscs"] = "big5", ["cp950"] = "big5",
        ["iso-2022-jp-1"] = "iso-2022-jp", ["iso-2022-jp-2"] = "iso-2022-jp", ["iso-2022-jp-3"] = "iso-2022-jp", ["iso-2022-jp-ms"] = "iso-2022-jp",
        ["cp50220"] = "iso-2022-jp", ["cp50221"] = "iso-2022-jp", ["x-euc-jp"] = "euc-jp", ["ujis"] = "euc-jp", ["hz"] = "hz-gb-2312",
        ["koi8r"] = "koi8-r", ["koi8u"] = "koi8-u", ["iso-8859-8-e"] = "iso-8859-8", ["visual"] = "iso-8859-8", ["logical"] = "iso-8859-8-i",
        ["utf16"] = "utf-16", ["ucs-2"] = "utf-16", ["iso-10646-ucs-2"] = "utf-16", ["unicode"] = "utf-16le", ["utf32"] = "utf-32",
        ["mac"] = "macintosh", ["x-mac-roman"] = "macintosh", ["cp1133"] = "windows-874",
    };

    /// <summary>Windows-1252: every byte is a character, and Latin-1 is a part of it but for controls that no text has.</summary>
    public static Encoding Western { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Decodes bytes; never fails.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="charset">The name by the sender, or null.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (StripMark(ref bytes) is { } marked)
        {
            return marked.GetString(bytes);
        }

        if (Find(charset) is not { } encoding || ReferenceEquals(encoding, Encoding.ASCII) && !Ascii.IsValid(bytes))
        {
            encoding = Utf8.IsValid(bytes) ? Utf8NoThrow : Western;
        }
        else if (ReferenceEquals(encoding, Encoding.Latin1) && bytes.ContainsAny(C1Controls))
        {
            encoding = Western;
        }

        return Decode(bytes, encoding);
    }

    /// <summary>Finds an encoding by the name that mail gives it.</summary>
    /// <returns>The encoding, or null for an unknown name.</returns>
    public static Encoding? Find(string? charset)
    {
        if (charset is null)
        {
            return null;
        }

        var name = charset.AsSpan().Trim(" \t\"'").ToString();
        if (name.IndexOfAny([' ', ';', ',']) is > 0 and var end)
        {
            name = name[..end];
        }

        if (name.Length is 0 or > MaxNameLength || !Ascii.IsValid(name))
        {
            return null;
        }

        return ByName(name) ?? ByVariant(name);
    }

    // "cp1252", "windows1252", "iso8859-15", "iso_8859_15": the number says all.
    private static Encoding? ByVariant(string name)
    {
        var digits = name.AsSpan().IndexOfAnyInRange('0', '9');
        if (digits < 0)
        {
            return null;
        }

        var prefix = MailText.Lower(name[..digits]).Replace("_", "-", StringComparison.Ordinal).TrimEnd('-');
        var number = name[digits..].Replace('_', '-');
        return prefix switch
        {
            "cp" or "windows" or "win" or "x-cp" or "ms" or "ibm" => ByName($"windows-{number}") ?? ByName($"ibm{number}"),
            "iso" => ByName("iso-" + (number.StartsWith("8859", StringComparison.Ordinal) && number is not ['8', '8', '5', '9', '-', ..]
                ? $"8859-{number[4..].TrimStart('-')}"
                : number)),
            _ => null,
        };
    }

    private static Encoding? ByName(string name)
    {
        if (Aliases.TryGetValue(name, out var known))
        {
            name = known;
        }

        return MailText.Lower(name) switch
        {
            "utf-8" => Utf8NoThrow,
            "us-ascii" => Encoding.ASCII,
            "iso-8859-1" => Encoding.Latin1,
            "utf-16" or "utf-16be" => Encoding.BigEndianUnicode,
            "utf-16le" => Encoding.Unicode,
            "utf-32" or "utf-32be" => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
            "utf-32le" => Encoding.UTF32,
            var other => CodePagesEncodingProvider.Instance.GetEncoding(other),
        };
    }

    // A byte order mark knows better than any label.
    private static Encoding? StripMark(ref ReadOnlySpan<byte> bytes)
    {
        (Encoding? found, int length) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Utf8NoThrow, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => ((Encoding?)null, 0),
        };
        bytes = bytes[length..];
        return found;
    }

    private static string Decode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (ArgumentException)
        {
            // Stateful decoders of code pages refuse some broken input instead of replacing it.
            return Western.GetString(bytes);
        }
    }
}
