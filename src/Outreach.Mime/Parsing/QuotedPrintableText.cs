namespace Outreach.Mime;

/// <summary>Decodes quoted-printable (RFC 2045 §6.7), and the Q encoding of headers (RFC 2047 §4.2).</summary>
internal static class QuotedPrintableText
{
    /// <summary>Decodes a body. An equals sign that escapes nothing stands for itself; white space at line ends is dropped.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var buffer = new byte[text.Length];
        var written = 0;
        while (!text.IsEmpty)
        {
            var stop = text.IndexOfAny((byte)'=', (byte)'\n');
            var plain = stop < 0 ? text : text[..stop];
            if (stop < 0 || text[stop] == '\n')
            {
                // §6.7 rule 3: white space at the end of a line was added on the way.
                plain = TrimLineEnd(plain, out var lineEnd);
                plain.CopyTo(buffer.AsSpan(written));
                written += plain.Length;
                lineEnd.CopyTo(buffer.AsSpan(written));
                written += lineEnd.Length;
                if (stop < 0)
                {
                    break;
                }

                buffer[written++] = (byte)'\n';
                text = text[(stop + 1)..];
                continue;
            }

            plain.CopyTo(buffer.AsSpan(written));
            written += plain.Length;
            text = text[(stop + Escape(text[stop..], buffer, ref written))..];
        }

        return buffer[..written];
    }

    /// <summary>Decodes the text of one encoded word: underscores are spaces, and breaks that clients put into escapes are passed over.</summary>
    public static int DecodeWord(ReadOnlySpan<byte> text, Span<byte> to)
    {
        var written = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '_')
            {
                to[written++] = (byte)' ';
            }
            else if (text[index] != '=' || !TryHexAfterSpace(text, index + 1, out var value, out var next))
            {
                to[written++] = text[index];
            }
            else
            {
                to[written++] = value;
                index = next - 1;
            }
        }

        return written;
    }

    private static ReadOnlySpan<byte> TrimLineEnd(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> lineEnd)
    {
        var carriage = line.Length > 0 && line[^1] == '\r' ? 1 : 0;
        lineEnd = line[^carriage..];
        return line[..^carriage].TrimEnd(" \t"u8);
    }

    // Returns how many bytes from the equals sign on were read.
    private static int Escape(ReadOnlySpan<byte> text, Span<byte> to, ref int written)
    {
        if (text.Length > 2 && TryHex(text[1], text[2], out var value))
        {
            to[written++] = value;
            return 3;
        }

        var after = text[1..];
        var blank = after.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (blank < 0)
        {
            return text.Length;
        }

        if (after[blank] == '\n')
        {
            return blank + 2;
        }

        if (after[blank] == '\r')
        {
            return blank + 2 + (after.Length > blank + 1 && after[blank + 1] == '\n' ? 1 : 0);
        }

        to[written++] = (byte)'=';
        return 1;
    }

    private static bool TryHexAfterSpace(ReadOnlySpan<byte> text, int index, out byte value, out int next)
    {
        while (index < text.Length && text[index] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            index++;
        }

        next = index + 2;
        value = 0;
        return next <= text.Length && TryHex(text[index], text[index + 1], out value);
    }

    private static bool TryHex(byte high, byte low, out byte value)
    {
        var (first, second) = (Hex(high), Hex(low));
        value = (byte)((first << 4) | second);
        return first >= 0 && second >= 0;
    }

    private static int Hex(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        _ => -1,
    };
}
