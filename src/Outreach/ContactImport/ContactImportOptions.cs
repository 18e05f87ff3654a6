using System.Text;

namespace Outreach;

/// <summary>What is known of a CSV file, and the limits that its rows must keep.</summary>
public sealed record ContactImportOptions
{
    /// <summary>Gets the organisation that the contacts belong to. Default: <see cref="Organisation.DefaultId"/>.</summary>
    public Guid OrganisationId { get; init; } = Organisation.DefaultId;

    /// <summary>
    /// Gets whether the first row names the columns. Default: <see langword="true"/>. Without a header the address column is found by its
    /// content, and the others become custom fields <c>column1</c>, <c>column2</c>, … unless <see cref="ColumnNames"/> names them.
    /// </summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Gets the names of the columns in their order, used in place of the file's own header. Default: empty, none.</summary>
    public IReadOnlyList<string> ColumnNames { get; init; } = [];

    /// <summary>Gets the character between fields, an ASCII character; <see langword="null"/> (the default) detects comma, semicolon, tab or bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Gets the encoding of a file that has no byte order mark; <see langword="null"/> (the default) detects it.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Gets the greatest length of a field; a row with a longer one is rejected.</summary>
    /// <value>Characters, 1 to 1,000,000. Default: 2,000.</value>
    public int MaxFieldLength { get; init; } = 2_000;

    /// <summary>Gets the greatest length of a row, line breaks within quotation marks included; a longer one is rejected.</summary>
    /// <value>Octets in UTF-8, 256 to 16,777,216. Default: 65,536.</value>
    public int MaxRecordLength { get; init; } = 65_536;

    /// <summary>Gets the greatest number of columns; a row with more is rejected.</summary>
    /// <value>1 to 4,096. Default: 256.</value>
    public int MaxColumns { get; init; } = 256;

    /// <summary>Gets how many contacts are stored in one transaction.</summary>
    /// <value>1 to 10,000. Default: 1,000.</value>
    public int BatchSize { get; init; } = 1_000;

    /// <summary>Gets what is wrong with the options, or <see langword="null"/>.</summary>
    internal string? FindProblem() =>
        MaxFieldLength is < 1 or > 1_000_000 ? $"{nameof(MaxFieldLength)} must be 1 to 1,000,000."
        : MaxRecordLength is < 256 or > 16_777_216 ? $"{nameof(MaxRecordLength)} must be 256 to 16,777,216."
        : MaxColumns is < 1 or > 4_096 ? $"{nameof(MaxColumns)} must be 1 to 4,096."
        : BatchSize is < 1 or > 10_000 ? $"{nameof(BatchSize)} must be 1 to 10,000."
        : Delimiter is >= '\x7F' or '"' or '\r' or '\n' or '\0' ? $"{nameof(Delimiter)} must be an ASCII character that is neither a quotation mark nor a line end."
        : null;
}
