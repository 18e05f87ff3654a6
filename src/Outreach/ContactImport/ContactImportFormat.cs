namespace Outreach;

/// <summary>How an import reads its file: what was given or detected.</summary>
public sealed record ContactImportFormat
{
    /// <summary>Gets the name of the encoding, such as <c>utf-8</c> or <c>windows-1252</c>.</summary>
    public required string EncodingName { get; init; }

    /// <summary>Gets the character between fields.</summary>
    public required char Delimiter { get; init; }

    /// <summary>
    /// Gets what each column became, in the file's order: a contact field such as <c>email</c> or <c>first_name</c>, or the name of a custom field.
    /// </summary>
    public required IReadOnlyList<string> Columns { get; init; }
}
