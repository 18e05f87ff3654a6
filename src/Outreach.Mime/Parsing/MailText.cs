using System.Text;
using System.Text.Unicode;

namespace Outreach.Mime;

/// <summary>Bytes of header fields to text.</summary>
internal static class MailText
{
    /// <summary>Unfolds a value (RFC 5322 §2.2.3): a fold becomes one space. Control characters that could be line ends become spaces.</summary>
    public static string Unfold(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r\n"u8);
        if (value.IndexOfAny("\r\n\0"u8) < 0)
        {
            return GetString(value);
        }

        var unfolded = new byte[value.Length];
        var length = 0;
        while (!value.IsEmpty)
        {
            var stop = value.IndexOfAny("\r\n\0"u8);
            var piece = stop < 0 ? value : value[..stop];
            piece.CopyTo(unfolded.AsSpan(length));
            length += piece.Length;
            if (stop < 0)
            {
                break;
            }

            unfolded[length++] = (byte)' ';
            var rest = value[stop..].IndexOfAnyExcept("\r\n\0 \t"u8);
            value = rest < 0 ? default : value[(stop + rest)..];
        }

        return GetString(unfolded.AsSpan(0, length));
    }

    /// <summary>Decodes header bytes: UTF-8 (RFC 6532), ISO-2022-JP where its escapes are seen, else Windows-1252.</summary>
    public static string GetString(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("\u001b$"u8) >= 0)
        {
            return Charsets.Decode(bytes, "iso-2022-jp");
        }

        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Charsets.Western.GetString(bytes);
    }

    public static byte[] GetBytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Lower case for ASCII only: names of types and charsets have no other letters.</summary>
    public static string Lower(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        from.CopyTo(to);
        foreach (ref var character in to)
        {
            character = char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;
        }
    });

    public static string NormaliseLineEnds(string text) => text.Contains('\r', StringComparison.Ordinal)
        ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
        : text;
}
