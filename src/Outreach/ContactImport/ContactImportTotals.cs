namespace Outreach;

/// <summary>How far an import has come.</summary>
public sealed record ContactImportTotals
{
    /// <summary>Gets the number of rows that became new contacts.</summary>
    public long Created { get; init; }

    /// <summary>Gets the number of rows whose contact was there already, from before or from an earlier row.</summary>
    public long Matched { get; init; }

    /// <summary>Gets the number of rows that were not imported.</summary>
    public long Rejected { get; init; }

    /// <summary>Gets the number of octets read from the file.</summary>
    public long BytesRead { get; init; }

    /// <summary>Gets the number of rows; empty lines and the header are not counted.</summary>
    public long Rows => Created + Matched + Rejected;
}
