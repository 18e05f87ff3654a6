namespace Outreach.Mime;

/// <summary>Writes unstructured text (RFC 5322 §3.2.5): as it is where that's possible, the rest as encoded words.</summary>
internal static class UnstructuredText
{
    /// <summary>Writes text without control characters and without blanks at its ends.</summary>
    public static void Write(ref MessageSink header, scoped ReadOnlySpan<char> text)
    {
        if (!NeedsEncoding(text, out var from, out var to))
        {
            WritePlain(ref header, text);
            return;
        }

        WritePlain(ref header, text[..from]);
        EncodedWords.Write(ref header, text[from..to]);
        WritePlain(ref header, text[to..]);
    }

    /// <summary>Finds the words from the first to the last that can't stand as they are.</summary>
    private static bool NeedsEncoding(ReadOnlySpan<char> text, out int from, out int to)
    {
        (from, to) = (-1, -1);
        if (text.Length <= HeaderLine.MaxToken && !text.ContainsAnyExceptInRange(' ', '~') && !text.Contains("=?", StringComparison.Ordinal))
        {
            return false;
        }

        var start = 0;
        while (start < text.Length)
        {
            var end = text[start..].IndexOf(' ');
            end = end < 0 ? text.Length : start + end;
            if (WordNeedsEncoding(text[start..end]))
            {
                from = from < 0 ? start : from;
                to = end;
            }

            start = end + 1;
        }

        return from >= 0;
    }

    private static bool WordNeedsEncoding(ReadOnlySpan<char> word) =>
        word.Length > HeaderLine.MaxToken || word.ContainsAnyExceptInRange(' ', '~') || word.Contains("=?", StringComparison.Ordinal);

    /// <summary>Writes words with the blanks in front of them, folded where a line is full.</summary>
    private static void WritePlain(ref MessageSink header, scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var word = text.IndexOfAnyExcept(' ');
            if (word < 0)
            {
                // Blanks in front of an encoded word.
                header.Put(text);
                return;
            }

            var end = text[word..].IndexOf(' ');
            end = end < 0 ? text.Length : word + end;
            if (word > 0 && header.MustFold(end))
            {
                header.FoldBeforeBlank();
            }

            header.Put(text[..end]);
            text = text[end..];
        }
    }
}
