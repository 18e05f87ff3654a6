namespace Outreach;

/// <summary>Detects the character between fields: the one that divides the most rows into the same number of fields, outside quotation marks.</summary>
internal static class CsvDelimiter
{
    private const int MaxRecords = 100;
    private const string Candidates = ",;\t|";

    /// <summary>Detects the delimiter.</summary>
    /// <param name="text">The file's first characters.</param>
    /// <param name="isWhole">Whether the text is the whole file; otherwise its last row may be incomplete and does not count.</param>
    public static char Detect(string text, bool isWhole)
    {
        var best = Candidates[0];
        var bestScore = (Share: 0.0, Fields: 1);
        foreach (var candidate in Candidates)
        {
            var score = Score(CountFields(text, candidate, isWhole));
            if (score.Fields > 1 && score.CompareTo(bestScore) > 0)
            {
                (best, bestScore) = (candidate, score);
            }
        }

        return best;
    }

    /// <summary>Reads the hint <c>sep=;</c> that some spreadsheet programs put on the first line.</summary>
    /// <param name="text">The file's first characters.</param>
    /// <param name="delimiter">The delimiter that the hint names.</param>
    /// <returns>Whether there is a hint.</returns>
    public static bool TryReadHint(string text, out char delimiter)
    {
        delimiter = default;
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 5 || text[4] is '"' or '\r' or '\n' or '\0' or >= '\x7F')
        {
            return false;
        }

        delimiter = text[4];
        return text.Length == 5 || text[5] is '\r' or '\n';
    }

    private static (double Share, int Fields) Score(List<int> counts)
    {
        var mode = counts.GroupBy(static c => c).OrderByDescending(static g => g.Count()).ThenByDescending(static g => g.Key).FirstOrDefault();
        return mode is null ? (0, 1) : ((double)mode.Count() / counts.Count, mode.Key);
    }

    private static List<int> CountFields(string text, char delimiter, bool isWhole)
    {
        var counts = new List<int>();
        var fields = 1;
        var isFieldStart = true;
        var isQuoted = false;
        var wasQuoted = false;
        var isEmpty = true;
        for (var i = 0; i < text.Length && counts.Count < MaxRecords; i++)
        {
            var c = text[i];
            if (isQuoted)
            {
                wasQuoted = c == '"';
                isQuoted = !wasQuoted;
                continue;
            }

            if (c is '\r' or '\n')
            {
                AddUnlessEmpty();
                continue;
            }

            // A doubled quotation mark within quotation marks closes and opens again, which counts the same.
            isQuoted = c == '"' && (isFieldStart || wasQuoted);
            wasQuoted = false;
            isFieldStart = c == delimiter;
            fields += isFieldStart ? 1 : 0;
            isEmpty = false;
        }

        if (isWhole || counts.Count == 0)
        {
            AddUnlessEmpty();
        }

        return counts;

        void AddUnlessEmpty()
        {
            if (!isEmpty)
            {
                counts.Add(fields);
            }

            (fields, isFieldStart, wasQuoted, isEmpty) = (1, true, false, true);
        }
    }
}
