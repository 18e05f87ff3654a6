namespace Outreach;

/// <summary>Takes in and gives out an organisation's suppressions as files of any size. Memory stays flat.</summary>
public interface ISuppressionLists
{
    /// <summary>
    /// Reads a file with an address or a domain a row, alone or as a column named <c>key</c>, <c>email</c>, <c>address</c> or <c>domain</c>; columns named
    /// <c>reason</c> (a <see cref="SuppressionReason"/>), <c>at</c> (ISO 8601) and <c>source</c> are taken over. CSV with any usual delimiter and encoding.
    /// Rows are stored in batches: what was read stays if the import is cancelled, and reading a file again adds nothing twice.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="csv">The file; read once to its end, not closed.</param>
    /// <param name="source">Where rows without a source come from, or <see langword="null"/>; at most 200 characters.</param>
    /// <param name="rejected">Told of each row that is left out, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels the import between batches.</param>
    /// <returns>How many rows came in.</returns>
    Task<SuppressionImport> ImportAsync(
        Guid organisationId,
        Stream csv,
        string? source = null,
        IProgress<SuppressionRejection>? rejected = null,
        CancellationToken cancellationToken = default);

    /// <summary>Writes all entries in the order of their keys as CSV in UTF-8 with the columns <c>key,reason,at,source</c>, which <see cref="ImportAsync"/> reads.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="csv">Where to; not closed.</param>
    /// <param name="cancellationToken">Cancels the export.</param>
    /// <returns>How many were written.</returns>
    Task<long> ExportAsync(Guid organisationId, Stream csv, CancellationToken cancellationToken = default);
}
