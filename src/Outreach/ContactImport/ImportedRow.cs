namespace Outreach;

/// <summary>What became of one row of an import.</summary>
public sealed record ImportedRow
{
    /// <summary>Gets the line on which the row begins, from 1; a row with line breaks within quotation marks covers several.</summary>
    public required long Line { get; init; }

    /// <summary>Gets what became of the row.</summary>
    public required ImportOutcome Outcome { get; init; }

    /// <summary>Gets the contact, or <see langword="null"/> if the row was rejected.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Gets why the row was rejected, or <see langword="null"/> if it was imported.</summary>
    public ImportRejection? Rejection { get; init; }
}
