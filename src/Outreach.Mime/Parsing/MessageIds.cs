namespace Outreach.Mime;

/// <summary>Reads message ids (RFC 5322 §3.6.4) from <c>Message-ID</c>, <c>In-Reply-To</c>, <c>References</c> and <c>Content-ID</c>.</summary>
internal static class MessageIds
{
    /// <summary>Reads the first id, without its brackets.</summary>
    public static string? First(string text) => ReadAll(text) is [var first, ..] ? first : null;

    /// <summary>Reads all ids, without their brackets; where there are no brackets at all, words with an at sign (or the only word) count.</summary>
    public static IReadOnlyList<string> ReadAll(string text)
    {
        var ids = new List<string>();
        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf('<', position);
            if (open < 0)
            {
                break;
            }

            var close = text.IndexOf('>', open);
            var end = close < 0 ? text.Length : close;
            Add(ids, text.AsSpan(open + 1, end - open - 1));
            position = end + 1;
        }

        if (ids.Count == 0 && !text.Contains('<', StringComparison.Ordinal))
        {
            AddWords(ids, text);
        }

        return ids;
    }

    private static void Add(List<string> ids, ReadOnlySpan<char> id)
    {
        // Spaces inside come from folding in the middle of a long id.
        var text = id.Trim().TrimStart('<').ToString();
        if (text.Contains(' ', StringComparison.Ordinal) || text.Contains('\t', StringComparison.Ordinal))
        {
            text = text.Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal);
        }

        if (text.Length > 0)
        {
            ids.Add(text);
        }
    }

    private static void AddWords(List<string> ids, string text)
    {
        var words = text.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        if (words is [var only])
        {
            ids.Add(only);
            return;
        }

        // "Your message of Monday <…>" of old programs: only what looks like an id.
        ids.AddRange(words.Where(word => word.Contains('@', StringComparison.Ordinal)));
    }
}
