namespace Outreach;

/// <summary>Named values in memory.</summary>
internal sealed class InMemoryMetadataStore(InMemoryDatabase database) : IMetadataStore
{
    public Task<string?> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Metadata.GetValueOrDefault(name));
        }
    }

    public Task SetAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            database.Metadata[name] = value;
        }

        return Task.CompletedTask;
    }

    public Task<string> GetOrAddAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            database.Metadata.TryAdd(name, value);
            return Task.FromResult(database.Metadata[name]);
        }
    }
}
