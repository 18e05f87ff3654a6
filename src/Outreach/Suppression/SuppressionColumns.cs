namespace Outreach;

/// <summary>Which column has what in a file of suppressions.</summary>
/// <param name="Key">The address or domain.</param>
/// <param name="Reason">The reason, or -1.</param>
/// <param name="At">When it was entered, or -1.</param>
/// <param name="Source">Where it came from, or -1.</param>
internal readonly record struct SuppressionColumns(int Key, int Reason, int At, int Source)
{
    private static readonly string[] KeyNames = ["key", "email", "e-mail", "address", "domain"];

    /// <summary>Gets the columns of a file without header: the key comes first, and nothing else is known.</summary>
    public static SuppressionColumns First => new(0, -1, -1, -1);

    /// <summary>Reads a header.</summary>
    /// <returns>The columns, or <see langword="null"/> if the row is no header.</returns>
    public static SuppressionColumns? TryRead(IReadOnlyList<string> row)
    {
        var names = row.Select(name => name.Trim().ToLowerInvariant()).ToList();
        var key = names.FindIndex(KeyNames.Contains);
        return key < 0 ? null : new SuppressionColumns(key, names.IndexOf("reason"), names.IndexOf("at"), names.IndexOf("source"));
    }
}
