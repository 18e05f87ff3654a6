namespace Outreach.Mime;

/// <summary>Writes unstructured text (RFC 5322 §3.2.5): as it is where that's possible, the rest as encoded words.</summary>
internal static class UnstructuredText
{
    /// <summary>A longer run of blanks is encoded, since a line can't be folded inside it.</summary>
    private const int MaxBlanks = 40;

    /// <summary>Writes text without control characters and without blanks at its ends.</summary>
    public static void Write(ref MessageSink header, scoped ReadOnlySpan<char> text)
    {
        if (!NeedsEncoding(text, out var from, out var to))
        {
            WritePlain(ref header, text);
            return;
        }

        if (from > 0)
        {
            // The blank between the words is written by who knows whether the line ends there.
            WritePlain(ref header, text[..(from - 1)]);
        }

        EncodedWords.Write(ref header, text[from..to], afterWord: from > 0);
        WritePlain(ref header, text[to..]);
    }

    /// <summary>
    /// Finds the text from the first to the last word that can't stand as they are. It starts right after a blank; further blanks are in it.
    /// </summary>
    private static bool NeedsEncoding(ReadOnlySpan<char> text, out int from, out int to)
    {
        (from, to) = (-1, -1);
        if (text.Length <= HeaderLine.MaxToken && !text.ContainsAnyExceptInRange(' ', '~') && !text.Contains("=?", StringComparison.Ordinal) &&
            !HasManyBlanks(text))
        {
            return false;
        }

        for (var start = 0; start < text.Length;)
        {
            var blanks = Math.Max(text[start..].IndexOfAnyExcept(' '), 0);
            var end = text[(start + blanks)..].IndexOf(' ');
            end = end < 0 ? text.Length : start + blanks + end;
            if (blanks > MaxBlanks || WordNeedsEncoding(text[(start + blanks)..end]))
            {
                from = from < 0 ? start + Math.Min(blanks, 1) : from;
                to = end;
            }

            start = end;
        }

        return from >= 0;
    }

    /// <summary>Says whether a run of blanks is so long that it has to be encoded.</summary>
    public static bool HasManyBlanks(ReadOnlySpan<char> text)
    {
        var run = 0;
        foreach (var c in text.Length > MaxBlanks ? text : default)
        {
            run = c == ' ' ? run + 1 : 0;
            if (run > MaxBlanks)
            {
                return true;
            }
        }

        return false;
    }

    private static bool WordNeedsEncoding(ReadOnlySpan<char> word) =>
        word.Length > HeaderLine.MaxToken || word.ContainsAnyExceptInRange(' ', '~') || word.Contains("=?", StringComparison.Ordinal);

    /// <summary>Writes words with the blanks in front of them, a line at a time.</summary>
    private static void WritePlain(ref MessageSink header, scoped ReadOnlySpan<char> text)
    {
        while (text.Length > header.Room)
        {
            var cut = FindCut(text, header.Room, lineIsEmpty: header.Column <= 1);
            header.Put(text[..cut]);
            text = text[cut..];
            if (text.IsEmpty)
            {
                return;
            }

            header.FoldBeforeBlank();
        }

        header.Put(text);
    }

    /// <summary>Finds where the line ends: in front of the last run of blanks that starts within the room, or of the first one after it.</summary>
    private static int FindCut(ReadOnlySpan<char> text, int room, bool lineIsEmpty)
    {
        var cut = text[..Math.Clamp(room + 1, 0, text.Length)].LastIndexOf(' ');
        while (cut > 0 && text[cut - 1] == ' ')
        {
            cut--;
        }

        if (cut > 0 || (cut == 0 && !lineIsEmpty))
        {
            return cut;
        }

        // No blank where it's wanted. At the start of a line the blanks there, and the word behind them, have to stay.
        var word = lineIsEmpty ? Math.Max(text.IndexOfAnyExcept(' '), 0) : 0;
        var next = text[word..].IndexOf(' ');
        return next < 0 ? text.Length : word + next;
    }
}
