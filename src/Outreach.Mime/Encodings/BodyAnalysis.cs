using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Outreach.Mime;

/// <summary>What a text body consists of, as far as the choice of its encoding needs it.</summary>
internal static class BodyAnalysis
{
    /// <summary>Octets of a line without its end (RFC 5321 §4.5.3.1.6, RFC 5322 §2.1.1).</summary>
    private const int MaxLine = 998;

    /// <summary>How many vectors can be counted before a counter of one byte is full.</summary>
    private const int MaxCounted = 255;

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Append(0x7F).Where(c => c is not ('\t' or '\r' or '\n')).Select(c => (byte)c)]);

    /// <summary>Chooses the encoding that is shortest and survives every server (RFC 2045 §6).</summary>
    /// <param name="body">The text in UTF-8; line ends of any kind.</param>
    /// <param name="allowEightBit">Whether the server takes 8BITMIME.</param>
    /// <param name="hasCrLf">Whether the encoding is 7bit or 8bit and every line end is CRLF already.</param>
    public static BodyEncoding Choose(ReadOnlySpan<byte> body, bool allowEightBit, out bool hasCrLf)
    {
        hasCrLf = false;
        var escapes = CountEscapes(body, out var isAscii);
        if ((isAscii || allowEightBit) && !body.ContainsAny(Controls) && LinesCanStand(body, out hasCrLf))
        {
            return isAscii ? BodyEncoding.SevenBit : BodyEncoding.EightBit;
        }

        // Both with their line breaks: one in 25 and one in 28 bytes.
        var quotedPrintable = body.Length + (2L * escapes) + (body.Length / 25);
        var base64 = ((body.Length + 2L) / 3 * 4) + (body.Length / 28);
        return quotedPrintable <= base64 ? BodyEncoding.QuotedPrintable : BodyEncoding.Base64;
    }

    /// <summary>Counts the octets that quoted-printable makes three of: those over 127, and '='.</summary>
    private static int CountEscapes(ReadOnlySpan<byte> body, out bool isAscii)
    {
        var count = 0;
        var seen = Vector<byte>.Zero;
        var blocks = MemoryMarshal.Cast<byte, Vector<byte>>(body);
        var rest = body[(blocks.Length * Vector<byte>.Count)..];
        while (!blocks.IsEmpty)
        {
            var counters = Vector<byte>.Zero;
            foreach (var block in blocks[..Math.Min(blocks.Length, MaxCounted)])
            {
                seen |= block;

                // True is -1.
                counters -= Vector.LessThan(Vector.AsVectorSByte(block), Vector<sbyte>.Zero).As<sbyte, byte>() | Vector.Equals(block, new Vector<byte>((byte)'='));
            }

            Vector.Widen(counters, out var low, out var high);
            count += Vector.Sum(low + high);
            blocks = blocks[Math.Min(blocks.Length, MaxCounted)..];
        }

        isAscii = Vector.GreaterThanOrEqualAll(Vector.AsVectorSByte(seen), Vector<sbyte>.Zero);
        foreach (var b in rest)
        {
            isAscii &= b < 0x80;
            count += b is >= 0x80 or (byte)'=' ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// Says whether all lines may travel as they are: none too long, none that starts with "From " (old mailboxes put a '&gt;' before it,
    /// which breaks signatures), none that starts like one of our boundaries.
    /// </summary>
    private static bool LinesCanStand(ReadOnlySpan<byte> body, out bool hasCrLf)
    {
        hasCrLf = true;
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            if (end > 0 && line[^1] == '\r')
            {
                line = line[..^1];
            }
            else
            {
                hasCrLf &= end < 0;
            }

            // A CR alone ends a line too.
            for (var cr = line.IndexOf((byte)'\r'); cr >= 0; cr = line.IndexOf((byte)'\r'))
            {
                hasCrLf = false;
                if (!LineCanStand(line[..cr]))
                {
                    return false;
                }

                line = line[(cr + 1)..];
            }

            if (!LineCanStand(line))
            {
                return false;
            }

            body = end < 0 ? default : body[(end + 1)..];
        }

        return true;
    }

    private static bool LineCanStand(ReadOnlySpan<byte> line) =>
        line.Length <= MaxLine &&
        (line.IsEmpty || line[0] is not ((byte)'F' or (byte)'-') || !(line.StartsWith("From "u8) || line.StartsWith(Boundary.LineStart)));
}
