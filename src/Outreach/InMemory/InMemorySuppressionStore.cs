namespace Outreach;

/// <summary>Suppressions in memory.</summary>
internal sealed class InMemorySuppressionStore(InMemoryDatabase database) : ISuppressionStore
{
    public Task<int> AddAsync(IReadOnlyList<SuppressionEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(entries.Count(entry => database.Organisation(entry.OrganisationId).AddSuppression(entry)));
        }
    }

    public Task<bool> RemoveAsync(Guid organisationId, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var organisation = database.Organisation(organisationId);
            var hash = database.Metadata.TryGetValue(MetadataNames.SuppressionKey, out var secret)
                ? SuppressionHash.Compute(secret, organisationId, key)
                : key;
            organisation.SuppressionKeys.ExceptWith([key, hash]);
            return Task.FromResult(organisation.Suppressions.Remove(key) | organisation.Suppressions.Remove(hash));
        }
    }

    public Task<SuppressionEntry?> FindAsync(Guid organisationId, string addressKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addressKey);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.FindSuppression(organisationId, addressKey));
        }
    }

    public IAsyncEnumerable<SuppressionEntry> ReadAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        InMemoryPages.ReadAsync(
            database.Gate,
            () => database.Organisation(organisationId).SuppressionKeys,
            key => database.Organisation(organisationId).Suppressions[key],
            (false, ""),
            cancellationToken);
}
