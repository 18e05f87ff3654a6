namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>Suppressions in SQLite: lists of millions come in by one prepared statement, and one address is found by others.</summary>
internal sealed class SqliteSuppressionStore(SqliteDatabase database) : EfSuppressionStore(database), IDisposable
{
    private readonly Lock _lock = new();
    private SuppressionReader? _reader;
    private bool _disposed;

    public override Task<int> AddAsync(IReadOnlyList<SuppressionEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return database.WriteHotAsync(
            connection =>
            {
                var added = 0;
                for (var i = 0; i < entries.Count; i++)
                {
                    added += connection.Insert(entries[i]);
                }

                return added;
            },
            cancellationToken);
    }

    public override async Task<SuppressionEntry?> FindAsync(Guid organisationId, string addressKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addressKey);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await database.PrepareAsync(cancellationToken).ConfigureAwait(false);
            return Find(organisationId, addressKey);
        }
        catch (Exception error) when (database.Explain(error) is { } sentence)
        {
            throw new OutreachStorageException(sentence, error);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _reader?.Dispose();
            _reader = null;
        }
    }

    private SuppressionEntry? Find(Guid organisationId, string addressKey)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                return (_reader ??= new SuppressionReader(database.OpenNative())).Find(organisationId, addressKey);
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                // The next one gets a fresh connection; the failure is the caller's.
                _reader?.Dispose();
                _reader = null;
                throw;
            }
        }
    }
}
