namespace Outreach.Templating;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Suggestions
{
    private const int LongestName = 100;

    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
        {
            return null;
        }

        var best = (Name: (string?)null, Distance: (Math.Max(name.Length, 3) / 3) + 1);
        foreach (var candidate in known)
        {
            var distance = candidate.Length > LongestName ? int.MaxValue
                : name.Length > 2 && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? 1
                : Distance(name, candidate);
            if (distance < best.Distance)
            {
                best = (candidate, distance);
            }
        }

        return best.Name;
    }

    /// <summary>The question whether another name was meant. Only asked for errors that are shown.</summary>
    public static string? Hint(DiagnosticBag diagnostics, string name, IEnumerable<string> known) =>
        diagnostics.Errors < DiagnosticBag.MostErrors && Find(name, known) is { } found ? $"Did you mean `{found}`?" : null;

    /// <summary>How many letters must be changed, added, left out or swapped with their neighbour. Upper and lower case are a quarter apart only.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[3][];
        for (var i = 0; i < 3; i++)
        {
            rows[i] = new int[b.Length + 1];
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0][j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var (previous, current) = (rows[(i - 1) % 3], rows[i % 3]);
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], rows[(i - 2) % 3][j - 2] + 1);
                }
            }
        }

        return rows[a.Length % 3][b.Length];
    }
}
