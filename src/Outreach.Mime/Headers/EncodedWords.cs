using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Outreach.Mime;

/// <summary>Writes text as RFC 2047 encoded words in UTF-8, as B or Q, whichever is shorter.</summary>
internal static class EncodedWords
{
    /// <summary>The longest encoded word (RFC 2047 §2).</summary>
    private const int MaxWord = 75;

    private const int Overhead = 12;

    private const int MaxClusterChars = 64;

    // What Q leaves as it is even in a phrase (RFC 2047 §5 rule 3); the blank is '_'.
    private static readonly SearchValues<byte> Literal =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/"u8);

    /// <summary>Writes all of the text as encoded words.</summary>
    /// <param name="header">Where they go.</param>
    /// <param name="text">The text.</param>
    /// <param name="afterWord">Whether a blank must be written first.</param>
    public static void Write(ref MessageSink header, scoped ReadOnlySpan<char> text, bool afterWord = false)
    {
        var useBase64 = PrefersBase64(text);
        if (afterWord)
        {
            var next = NextCluster(text, useBase64);
            var cost = Cost(text[..next], useBase64);
            header.Gap(Overhead + (useBase64 ? (cost + 2) / 3 * 4 : cost) + HeaderLine.Preferred - HeaderLine.PreferredWithEncodedWord);
        }

        while (!text.IsEmpty)
        {
            var count = Take(text, HeaderLine.PreferredWithEncodedWord - header.Column - Overhead, useBase64);
            if (count == 0)
            {
                header.Fold();
                count = Take(text, MaxWord - Overhead, useBase64);
            }

            WriteWord(ref header, text[..count], useBase64);
            text = text[count..];
            if (!text.IsEmpty)
            {
                header.Fold();
            }
        }
    }

    private static bool PrefersBase64(ReadOnlySpan<char> text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        var quoted = 0;
        foreach (var c in text)
        {
            quoted += QuotedLength(c);
        }

        return (bytes + 2) / 3 * 4 < quoted;
    }

    // Half of a pair counts half of the four octets.
    private static int QuotedLength(char c) =>
        c == ' ' || (c < 0x80 && Literal.Contains((byte)c)) ? 1 : c < 0x80 ? 3 : c < 0x800 || char.IsSurrogate(c) ? 6 : 9;

    /// <summary>Counts the characters that fit into the room, whole grapheme clusters if they fit into a word at all.</summary>
    private static int Take(ReadOnlySpan<char> text, int room, bool useBase64)
    {
        room = Math.Min(room, MaxWord - Overhead);
        var (count, used) = (0, 0);
        while (count < text.Length)
        {
            var cluster = NextCluster(text[count..], useBase64);
            used += Cost(text.Slice(count, cluster), useBase64);
            if ((useBase64 ? (used + 2) / 3 * 4 : used) > room)
            {
                break;
            }

            count += cluster;
        }

        return count;
    }

    private static int NextCluster(ReadOnlySpan<char> text, bool useBase64)
    {
        // Nothing below U+0300 joins with its neighbour.
        if (text.Length == 1 || (text[0] < 0x300 && text[1] < 0x300))
        {
            return 1;
        }

        var length = StringInfo.GetNextTextElementLength(text[..Math.Min(text.Length, MaxClusterChars)]);
        var cost = Cost(text[..length], useBase64);
        if ((useBase64 ? (cost + 2) / 3 * 4 : cost) <= MaxWord - Overhead)
        {
            return length;
        }

        // A cluster longer than any word can only be cut between its characters.
        return char.IsSurrogatePair(text[0], text[1]) ? 2 : 1;
    }

    private static int Cost(ReadOnlySpan<char> text, bool useBase64)
    {
        if (useBase64)
        {
            return Encoding.UTF8.GetByteCount(text);
        }

        var cost = 0;
        foreach (var c in text)
        {
            cost += QuotedLength(c);
        }

        return cost;
    }

    private static void WriteWord(ref MessageSink header, scoped ReadOnlySpan<char> text, bool useBase64)
    {
        Span<byte> buffer = stackalloc byte[MaxWord * 2];
        var bytes = buffer[..Encoding.UTF8.GetBytes(text, buffer)];
        header.MarkEncoded();
        header.Put(useBase64 ? "=?utf-8?B?"u8 : "=?utf-8?Q?"u8);
        if (useBase64)
        {
            Base64.EncodeToUtf8(bytes, header.Take((bytes.Length + 2) / 3 * 4), out _, out _);
        }
        else
        {
            WriteQuoted(ref header, bytes);
        }

        header.Put("?="u8);
    }

    private static void WriteQuoted(ref MessageSink header, scoped ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b == ' ')
            {
                header.Take(1)[0] = (byte)'_';
            }
            else if (Literal.Contains(b))
            {
                header.Take(1)[0] = b;
            }
            else
            {
                var escape = header.Take(3);
                escape[0] = (byte)'=';
                escape[1] = HexDigits.Upper[b >> 4];
                escape[2] = HexDigits.Upper[b & 15];
            }
        }
    }
}
