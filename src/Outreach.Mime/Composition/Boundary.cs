namespace Outreach.Mime;

/// <summary>
/// Makes boundaries from the caller's id. They start with "=_", which neither quoted-printable nor base64 can produce (RFC 2045 §6.7), and a
/// text with a line that starts like a boundary isn't sent as 7bit or 8bit; so none can occur in a part.
/// </summary>
internal static class Boundary
{
    /// <summary>The length of a boundary.</summary>
    public const int Length = 20;

    /// <summary>How a line that delimits parts starts.</summary>
    public static ReadOnlySpan<byte> LineStart => "--=_"u8;

    /// <summary>Writes the boundary of one level.</summary>
    /// <param name="id">What the message is known by.</param>
    /// <param name="level">A letter that is different for each multipart of the message.</param>
    /// <param name="target">At least <see cref="Length"/>.</param>
    public static void Create(ReadOnlySpan<char> id, byte level, Span<byte> target)
    {
        // FNV-1a: the boundary must be the same each time, not secret.
        var hash = 14695981039346656037UL;
        foreach (var c in id)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        "=_"u8.CopyTo(target);
        for (var i = 0; i < 16; i++)
        {
            target[2 + i] = HexDigits.Upper[(int)(hash >> (60 - (i * 4))) & 15];
        }

        target[18] = (byte)'.';
        target[19] = level;
    }
}
