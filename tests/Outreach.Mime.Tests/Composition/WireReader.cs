using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Mime.Tests.Composition;

/// <summary>A plain and slow reader of what the composer writes, written from the standards and apart from the composer.</summary>
internal static partial class WireReader
{
    /// <summary>Gets the fields of the header, unfolded, in their order.</summary>
    public static List<(string Name, string Value)> Fields(byte[] message)
    {
        var text = Encoding.UTF8.GetString(message);
        var header = text[..(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2)];
        var fields = new List<(string, string)>();
        foreach (var line in header.Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", "\t", StringComparison.Ordinal)
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields.Add((line[..colon], line[(colon + 1)..].TrimStart(' ')));
        }

        return fields;
    }

    public static string Field(byte[] message, string name) => Fields(message).Single(field => field.Name == name).Value;

    public static string[] HeaderLines(byte[] message)
    {
        var text = Encoding.UTF8.GetString(message);
        return text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
    }

    /// <summary>Decodes RFC 2047 encoded words; each alone must be whole characters.</summary>
    public static string DecodeWords(string value)
    {
        var joined = BetweenWords().Replace(value, "${word}");
        return EncodedWord().Replace(joined, match =>
        {
            var bytes = match.Groups["kind"].Value == "B" ? Convert.FromBase64String(match.Groups["text"].Value) : DecodeQ(match.Groups["text"].Value);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        });
    }

    /// <summary>Decodes quoted-printable (RFC 2045 §6.7).</summary>
    public static byte[] DecodeQuotedPrintable(string text)
    {
        var joined = text.Replace("=\r\n", "", StringComparison.Ordinal);
        var bytes = new List<byte>();
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == '=')
            {
                bytes.Add(byte.Parse(joined.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add((byte)joined[i]);
            }
        }

        return [.. bytes];
    }

    private static byte[] DecodeQ(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=')
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add((byte)(text[i] == '_' ? ' ' : text[i]));
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"=\?utf-8\?(?<kind>[BQ])\?(?<text>[^? ]*)\?=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(?<word>=\?utf-8\?[BQ]\?[^? ]*\?=) +(?==\?utf-8\?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BetweenWords();
}
