namespace Outreach;

/// <summary>Stores whom an organisation does not write to. Safe for concurrent use.</summary>
public interface ISuppressionStore
{
    /// <summary>Adds entries; a key that is there already keeps its first entry.</summary>
    /// <returns>How many were new.</returns>
    Task<int> AddAsync(IReadOnlyList<SuppressionEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>Removes an entry, also one that is kept as a <see cref="SuppressionHash"/> of the address.</summary>
    /// <returns><see langword="false"/> if there was none.</returns>
    Task<bool> RemoveAsync(Guid organisationId, string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds the entry that keeps an address from being written to: its own, its domain's, or that of an erased person by its
    /// <see cref="SuppressionHash"/>.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="addressKey">A key made by <see cref="AddressKey.FromEmail"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The entry, or <see langword="null"/> if the address may be written to.</returns>
    Task<SuppressionEntry?> FindAsync(Guid organisationId, string addressKey, CancellationToken cancellationToken = default);

    /// <summary>Reads all entries of an organisation in the order of their keys, a page at a time.</summary>
    IAsyncEnumerable<SuppressionEntry> ReadAsync(Guid organisationId, CancellationToken cancellationToken = default);
}
