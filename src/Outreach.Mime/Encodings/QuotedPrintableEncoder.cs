using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Outreach.Mime;

/// <summary>
/// Writes text as quoted-printable (RFC 2045 §6.7) with CRLF at the end of each line, whatever it had. It copies 16 bytes at a time and looks
/// at single ones only where something must be done.
/// </summary>
internal static class QuotedPrintableEncoder
{
    /// <summary>The longest line (RFC 2045 §6.7 rule 5).</summary>
    private const int MaxLine = 76;

    /// <summary>What a line can hold if '=' must follow it.</summary>
    private const int MaxSoftLine = MaxLine - 1;

    private const int Window = 4096;

    /// <summary>What one step can write at most: a block, a soft break, an escape, a line end and an escape again.</summary>
    private const int Step = 32;

    public static void Write(ref MessageSink sink, scoped ReadOnlySpan<byte> text)
    {
        var target = sink.Reserve(Window);
        var at = StartsWithFrom(text, 0) ? 1 : 0;
        var used = at * EscapeFrom(target);
        var column = used;
        while (at < text.Length)
        {
            if (target.Length - used < Step)
            {
                // The last byte stays: it may be a blank that turns out to end a line.
                var last = target[used - 1];
                sink.Advance(used - 1);
                target = sink.Reserve(Window);
                target[0] = last;
                used = 1;
            }

            if (text.Length - at >= Vector128<byte>.Count)
            {
                var run = CopyBlock(text, at, target[used..], MaxSoftLine - column);
                at += run;
                used += run;
                column += run;
                if (run == Vector128<byte>.Count)
                {
                    continue;
                }
            }

            var value = text[at];
            if (value is (byte)'\r' or (byte)'\n')
            {
                if (EndsWithBlank(text, at))
                {
                    used = EscapeBlank(text[at - 1], target, used, column);
                }

                target[used + 1] = (byte)'\n';
                target[used] = (byte)'\r';
                used += 2;
                column = 0;
                at += LineEnd.Length(text, at);
                if (StartsWithFrom(text, at))
                {
                    column = EscapeFrom(target[used..]);
                    used += column;
                    at++;
                }

                continue;
            }

            var isLiteral = value is (byte)'\t' or (>= (byte)' ' and <= (byte)'~' and not (byte)'=');
            var width = isLiteral ? 1 : 3;
            if (column + width > (EndsLine(text, at + 1) ? MaxLine : MaxSoftLine))
            {
                "=\r\n"u8.CopyTo(target[used..]);
                used += 3;
                column = 0;
                if (StartsWithFrom(text, at))
                {
                    column = EscapeFrom(target[used..]);
                    used += column;
                    at++;
                }

                continue;
            }

            if (isLiteral)
            {
                target[used] = value;
            }
            else
            {
                Escape(value, target[used..]);
            }

            used += width;
            column += width;
            at++;
        }

        sink.Advance(EndsWithBlank(text, at) ? EscapeBlank(text[at - 1], target, used, column) : used);
    }

    /// <summary>Copies a block and says how many bytes of it count: those in front of the first that isn't literal, as far as there's room.</summary>
    private static int CopyBlock(ReadOnlySpan<byte> text, int at, Span<byte> target, int room)
    {
        var block = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)at);

        // Moved by 0x60, the literals 0x20 to 0x7E are the smallest signed numbers.
        var other = Vector128.GreaterThan((block + Vector128.Create((byte)0x60)).AsSByte(), Vector128.Create(unchecked((sbyte)0xDE))).AsByte() |
            Vector128.Equals(block, Vector128.Create((byte)'='));
        block.CopyTo(target);
        var mask = other.ExtractMostSignificantBits();
        return Math.Min(mask == 0 ? Vector128<byte>.Count : BitOperations.TrailingZeroCount(mask), Math.Max(room, 0));
    }

    private static bool EndsLine(ReadOnlySpan<byte> text, int at) => at >= text.Length || text[at] is (byte)'\r' or (byte)'\n';

    private static bool EndsWithBlank(ReadOnlySpan<byte> text, int at) => at > 0 && text[at - 1] is (byte)' ' or (byte)'\t';

    /// <summary>Escapes the blank just written, which ends a line and would get lost on the way (RFC 2045 §6.7 rule 3).</summary>
    private static int EscapeBlank(byte blank, Span<byte> target, int used, int column)
    {
        used--;
        if (column + 2 > MaxLine)
        {
            "=\r\n"u8.CopyTo(target[used..]);
            used += 3;
        }

        Escape(blank, target[used..]);
        return used + 3;
    }

    private static bool StartsWithFrom(ReadOnlySpan<byte> text, int at) =>
        at < text.Length && text[at] == 'F' && text[at..].StartsWith("From "u8);

    /// <summary>Escapes the first letter of a line that starts with "From ", which old mailboxes would change.</summary>
    private static int EscapeFrom(Span<byte> target)
    {
        Escape((byte)'F', target);
        return 3;
    }

    private static void Escape(byte value, Span<byte> target)
    {
        target[2] = HexDigits.Upper[value & 15];
        target[1] = HexDigits.Upper[value >> 4];
        target[0] = (byte)'=';
    }
}
