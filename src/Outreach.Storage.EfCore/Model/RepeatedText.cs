using System.Text;

namespace Outreach.Storage.EfCore;

/// <summary>
/// Texts that many rows have in common (time zones, tags, names of custom fields, codes), so that the send path makes no string of its own for each
/// message. The table has a fixed size, and a text that meets another in its place takes it. Safe for concurrent use.
/// </summary>
internal static class RepeatedText
{
    private const int LongestOctets = 64;

    private static readonly Entry?[] Entries = new Entry?[512];

    /// <summary>Gets a text.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestOctets)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var hash = default(HashCode);
        hash.AddBytes(utf8);
        ref var place = ref Entries[(uint)hash.ToHashCode() % (uint)Entries.Length];
        var entry = Volatile.Read(ref place);
        if (entry is null || !utf8.SequenceEqual(entry.Utf8))
        {
            entry = new Entry(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
            Volatile.Write(ref place, entry);
        }

        return entry.Text;
    }

    private sealed record Entry(byte[] Utf8, string Text);
}
