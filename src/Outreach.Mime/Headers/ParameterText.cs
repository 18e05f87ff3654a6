using System.Buffers;
using System.Text;

namespace Outreach.Mime;

/// <summary>Writes a parameter of a header field: quoted if it's short ASCII, else by RFC 2231 (§3 in pieces, §4 with a charset).</summary>
internal static class ParameterText
{
    /// <summary>Octets of a value in one piece.</summary>
    private const int MaxPiece = 54;

    // attribute-char of RFC 2231 §7.
    private static readonly SearchValues<byte> Literal =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`{|}~"u8);

    /// <summary>Writes "; name=value", the value having no control characters.</summary>
    public static void Write(ref MessageSink header, scoped ReadOnlySpan<byte> name, string value)
    {
        header.Put(";"u8);
        header.Fold();
        header.Put(name);
        if (value.Length <= MaxPiece && Ascii.IsValid(value))
        {
            WriteQuoted(ref header, value);
            return;
        }

        var length = Fit(value);
        if (length == value.Length)
        {
            header.Put("*=utf-8''"u8);
            WritePercent(ref header, value);
            return;
        }

        for (var (section, from) = (0, 0); from < value.Length; section++)
        {
            if (section > 0)
            {
                header.Put(";"u8);
                header.Fold();
                header.Put(name);
            }

            length = Fit(value.AsSpan(from));
            header.Put(FormattableString.Invariant($"*{section}*="));
            header.Put(section == 0 ? "utf-8''"u8 : ""u8);
            WritePercent(ref header, value.AsSpan(from, length));
            from += length;
        }
    }

    private static void WriteQuoted(ref MessageSink header, string value)
    {
        header.Put("=\""u8);
        foreach (var c in value)
        {
            if (c is '"' or '\\')
            {
                header.Put("\\"u8);
            }

            header.Put([(byte)c]);
        }

        header.Put("\""u8);
    }

    /// <summary>Counts the characters whose encoded form fits into one piece; none is cut.</summary>
    private static int Fit(ReadOnlySpan<char> value)
    {
        var (count, used) = (0, 0);
        foreach (var rune in value.EnumerateRunes())
        {
            used += rune.IsAscii && Literal.Contains((byte)rune.Value) ? 1 : 3 * rune.Utf8SequenceLength;
            if (used > MaxPiece)
            {
                break;
            }

            count += rune.Utf16SequenceLength;
        }

        return count;
    }

    private static void WritePercent(ref MessageSink header, scoped ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[MaxPiece * 3];
        var count = Encoding.UTF8.GetBytes(value, bytes);
        foreach (var b in bytes[..count])
        {
            if (Literal.Contains(b))
            {
                header.Put([b]);
            }
            else
            {
                header.Put([(byte)'%', HexDigits.Upper[b >> 4], HexDigits.Upper[b & 15]]);
            }
        }
    }
}
