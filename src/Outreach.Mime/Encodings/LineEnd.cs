namespace Outreach.Mime;

/// <summary>Makes CRLF of every line end: CRLF, and CR or LF alone (RFC 5322 §2.3 has no others).</summary>
internal static class LineEnd
{
    /// <summary>Gets the length of the line end at an index.</summary>
    public static int Length(ReadOnlySpan<byte> text, int index) =>
        text[index] == '\r' && index + 1 < text.Length && text[index + 1] == '\n' ? 2 : 1;

    /// <summary>Writes text with CRLF at the end of each line.</summary>
    public static void Write(ref MessageSink sink, scoped ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var end = text.IndexOfAny((byte)'\r', (byte)'\n');
            if (end < 0)
            {
                sink.Write(text);
                return;
            }

            var length = LineEnd.Length(text, end);
            if (length == 2)
            {
                sink.Write(text[..(end + 2)]);
            }
            else
            {
                sink.Write(text[..end]);
                sink.Write("\r\n"u8);
            }

            text = text[(end + length)..];
        }
    }

    /// <summary>Copies text with CRLF at the end of each line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">At least twice as long.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Copy(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var end = text.IndexOfAny((byte)'\r', (byte)'\n');
            var line = end < 0 ? text : text[..end];
            line.CopyTo(target[written..]);
            written += line.Length;
            if (end < 0)
            {
                return written;
            }

            "\r\n"u8.CopyTo(target[written..]);
            written += 2;
            text = text[(end + Length(text, end))..];
        }
    }
}
