using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>
/// Stores text in which every character can be stored: PostgreSQL's text has no NUL, and UTF-8 no half of a surrogate pair. What comes from
/// outside, a server's reply for example, may hold both; each becomes U+FFFD.
/// </summary>
internal sealed class PostgreSqlText() : ValueConverter<string, string>(text => Clean(text)!, text => text)
{
    public static string? Clean(string? text)
    {
        if (text is null || !(text.Contains('\0') || HasLoneSurrogate(text)))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }

    private static bool HasLoneSurrogate(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return true;
            }

            rest = rest[(at + length)..];
        }

        return false;
    }
}
