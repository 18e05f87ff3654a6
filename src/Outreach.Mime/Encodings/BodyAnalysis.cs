using System.Numerics;
using System.Runtime.Intrinsics;

namespace Outreach.Mime;

/// <summary>What a text body consists of, as far as the choice of its encoding needs it.</summary>
internal static class BodyAnalysis
{
    /// <summary>Octets of a line without its end (RFC 5321 §4.5.3.1.6, RFC 5322 §2.1.1).</summary>
    private const int MaxLine = 998;

    /// <summary>Chooses the encoding that is shortest and survives every server (RFC 2045 §6).</summary>
    /// <param name="body">The text in UTF-8; line ends of any kind.</param>
    /// <param name="allowEightBit">Whether the server takes 8BITMIME.</param>
    public static BodyEncoding Choose(ReadOnlySpan<byte> body, bool allowEightBit)
    {
        var escapes = CountEscapes(body, out var isAscii);
        if (isAscii || allowEightBit)
        {
            if (!HasControl(body) && LinesCanStand(body))
            {
                return isAscii ? BodyEncoding.SevenBit : BodyEncoding.EightBit;
            }
        }

        var quotedPrintable = body.Length + (2L * escapes) + (body.Length / 25);
        var base64 = (body.Length / 3L * 4) + (body.Length / 28);
        return quotedPrintable <= base64 ? BodyEncoding.QuotedPrintable : BodyEncoding.Base64;
    }

    /// <summary>Counts the octets that quoted-printable makes three of: those over 126, and '='.</summary>
    private static int CountEscapes(ReadOnlySpan<byte> body, out bool isAscii)
    {
        var count = 0;
        var seen = 0u;
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= body.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                var block = Vector128.Create(body.Slice(i, Vector128<byte>.Count));
                var high = block.ExtractMostSignificantBits();
                seen |= high;
                count += BitOperations.PopCount(high | Vector128.Equals(block, Vector128.Create((byte)'=')).ExtractMostSignificantBits());
            }
        }

        for (; i < body.Length; i++)
        {
            seen |= (uint)(body[i] >> 7);
            count += body[i] is >= 0x7F or (byte)'=' ? 1 : 0;
        }

        isAscii = seen == 0;
        return count;
    }

    private static bool HasControl(ReadOnlySpan<byte> body) =>
        body.ContainsAnyInRange((byte)0x00, (byte)0x08) || body.ContainsAnyInRange((byte)0x0B, (byte)0x0C) ||
        body.ContainsAnyInRange((byte)0x0E, (byte)0x1F) || body.Contains((byte)0x7F);

    /// <summary>
    /// Says whether all lines may travel as they are: none too long, none that starts with "From " (old mailboxes put a '&gt;' before it,
    /// which breaks signatures), none that starts like one of our boundaries.
    /// </summary>
    private static bool LinesCanStand(ReadOnlySpan<byte> body)
    {
        while (true)
        {
            var end = body.IndexOfAny((byte)'\r', (byte)'\n');
            var line = end < 0 ? body : body[..end];
            if (line.Length > MaxLine || line.StartsWith("From "u8) || line.StartsWith(Boundary.LineStart))
            {
                return false;
            }

            if (end < 0)
            {
                return true;
            }

            body = body[(end + 1)..];
        }
    }
}
