using System.Collections.Frozen;

namespace Outreach.Deliverability;

/// <summary>Finds the well-known domain that a misspelt one was meant to be.</summary>
internal static class DomainTypos
{
    private const int ShortestForTwoErrors = 10;

    // Endings that don't exist, or that nobody's mail has.
    private static readonly FrozenDictionary<string, string> Endings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["con"] = "com",
        ["cmo"] = "com",
        ["ocm"] = "com",
        ["comm"] = "com",
        ["vom"] = "com",
        ["xom"] = "com",
        ["nte"] = "net",
        ["ent"] = "net",
        ["ney"] = "net",
        ["ogr"] = "org",
        ["rog"] = "org",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Gives the domain that was probably meant; null if the domain looks right.</summary>
    public static string? Suggest(string domain)
    {
        if (CommonMailDomains.Contains(domain))
        {
            return null;
        }

        var ending = domain[(domain.LastIndexOf('.') + 1)..];
        var corrected = Endings.TryGetValue(ending, out var right) ? domain[..^ending.Length] + right : domain;
        var nearest = CommonMailDomains.All.Select(common => (Domain: common, Distance: Distance(corrected, common)))
            .Where(candidate => candidate.Distance <= Allowed(candidate.Domain))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.Domain ?? (corrected == domain ? null : corrected);
    }

    // A short name has many real neighbours.
    private static int Allowed(string common) => common.IndexOf('.', StringComparison.Ordinal) < 4 ? 0 : common.Length < ShortestForTwoErrors ? 1 : 2;

    /// <summary>How many letters are missing, added, changed or swapped (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 2)
        {
            return int.MaxValue;
        }

        var before = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var current = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            (before, last, current) = (last, current, before);
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }
        }

        return current[right.Length];
    }
}
