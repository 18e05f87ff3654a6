using System.Buffers;

namespace Outreach.Mime;

/// <summary>Writes text as quoted-printable (RFC 2045 §6.7) with CRLF at the end of each line, whatever it had.</summary>
internal static class QuotedPrintableEncoder
{
    /// <summary>The longest line, the '=' of a soft break included.</summary>
    private const int MaxLine = 76;

    private static readonly SearchValues<byte> Literal = SearchValues.Create(
        [(byte)'\t', .. Enumerable.Range(0x20, 0x5F).Select(c => (byte)c).Where(c => c != '=')]);

    public static void Write(ref MessageSink sink, scoped ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var end = text.IndexOfAny((byte)'\r', (byte)'\n');
            WriteLine(ref sink, end < 0 ? text : text[..end]);
            if (end < 0)
            {
                return;
            }

            sink.Write("\r\n"u8);
            text = text[(end + LineEnd.Length(text, end))..];
        }
    }

    private static void WriteLine(ref MessageSink sink, scoped ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty)
        {
            // One line of output with its soft break.
            var target = sink.Reserve(MaxLine + 4);
            var column = FillLine(ref line, target);
            if (!line.IsEmpty)
            {
                "=\r\n"u8.CopyTo(target[column..]);
                column += 3;
            }

            sink.Advance(column);
        }
    }

    /// <summary>Fills one line and takes what it wrote from the text.</summary>
    private static int FillLine(scoped ref ReadOnlySpan<byte> line, Span<byte> target)
    {
        var column = 0;
        if (line.StartsWith("From "u8))
        {
            column = Escape((byte)'F', target);
            line = line[1..];
        }

        while (!line.IsEmpty)
        {
            var room = MaxLine - column - (line.Length > MaxLine - column ? 1 : 0);
            var run = line[..Math.Min(room, line.Length)].IndexOfAnyExcept(Literal);
            if (run < 0)
            {
                run = Math.Min(room, line.Length);
                if (run == line.Length && line[^1] is (byte)' ' or (byte)'\t')
                {
                    // A blank at the end of a line gets lost on the way (RFC 2045 §6.7 rule 3).
                    run--;
                }
            }

            line[..run].CopyTo(target[column..]);
            column += run;
            line = line[run..];
            if (line.IsEmpty)
            {
                break;
            }

            if ((run == room && Literal.Contains(line[0]) && line.Length > 1) || column + 3 > MaxLine - (line.Length > 1 ? 1 : 0))
            {
                break;
            }

            column += Escape(line[0], target[column..]);
            line = line[1..];
        }

        return column;
    }

    private static int Escape(byte value, Span<byte> target)
    {
        target[2] = HexDigits.Upper[value & 15];
        target[1] = HexDigits.Upper[value >> 4];
        target[0] = (byte)'=';
        return 3;
    }
}
