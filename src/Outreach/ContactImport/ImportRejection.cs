namespace Outreach;

/// <summary>Why a row, or a whole file, was not imported.</summary>
public sealed record ImportRejection
{
    /// <summary>Gets the kind of fault.</summary>
    public required ImportRejectionCode Code { get; init; }

    /// <summary>Gets the column at fault, from 1, or <see langword="null"/> if it is the row as a whole.</summary>
    public int? Column { get; init; }

    /// <summary>Gets the name of the column at fault, or <see langword="null"/>.</summary>
    public string? ColumnName { get; init; }

    /// <summary>Gets the value at fault, at most 100 characters, or <see langword="null"/> if there is none to show.</summary>
    public string? Value { get; init; }

    /// <summary>Gets a sentence that says what is wrong and what to do.</summary>
    public required string Reason { get; init; }
}
