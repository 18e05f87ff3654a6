namespace Outreach.Mime;

/// <summary>Decodes quoted-printable (RFC 2045 §6.7), and the Q encoding of headers (RFC 2047 §4.2).</summary>
internal static class QuotedPrintableText
{
    /// <summary>Decodes a body. An equals sign that escapes nothing stands for itself.</summary>
    /// <remarks>White space at line ends stays, against §6.7 rule 3 but as the other readers of mail have it: it harms nobody.</remarks>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var buffer = new byte[text.Length];
        var written = 0;
        while (true)
        {
            var stop = text.IndexOf((byte)'=');
            var plain = stop < 0 ? text : text[..stop];
            plain.CopyTo(buffer.AsSpan(written));
            written += plain.Length;
            if (stop < 0)
            {
                return buffer[..written];
            }

            text = text[(stop + Escape(text[stop..], buffer, ref written))..];
        }
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
