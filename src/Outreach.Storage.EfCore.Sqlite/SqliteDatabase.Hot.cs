namespace Outreach.Storage.EfCore.Sqlite;

/// <content>The long-lived connection of the send path and of imports.</content>
internal sealed partial class SqliteDatabase
{
    private readonly HotThread _hotThread = new();
    private SqliteHotConnection? _hot;

    /// <summary>Opens a connection without the ADO.NET layer, which the caller keeps.</summary>
    public NativeConnection OpenNative()
    {
        var connection = new NativeConnection(Path);
        connection.Execute(SqliteConnectionSetup.Pragmas(_options.BusyTimeout));

        // Batches touch rows and indexes all over the tables: 32 MiB hold the upper pages of indexes with millions of entries, and a log of
        // 16 MiB before it is moved into the file writes pages that are changed often only once.
        connection.Execute("PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4096;");
        return connection;
    }

    /// <summary>
    /// Uses the connection, in turn with others, on the thread that is kept for it: waiting for the disk there takes no thread from the pool,
    /// on which messages are composed and sent meanwhile.
    /// </summary>
    public async Task<T> UseHotAsync<T>(Func<SqliteHotConnection, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
            return await _hotThread.RunAsync(() => UseHot(work), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (Explain(error) is { } sentence)
        {
            throw new OutreachStorageException(sentence, error);
        }
    }

    /// <summary>Writes in one transaction. It is not interrupted once begun: it either commits, or leaves nothing.</summary>
    public Task<T> WriteHotAsync<T>(Func<SqliteHotConnection, T> work, CancellationToken cancellationToken) =>
        UseHotAsync(connection => WriteHot(connection, work), cancellationToken);

    /// <summary>Writes in one transaction on the connection that the caller is using.</summary>
    public T WriteHot<T>(SqliteHotConnection connection, Func<SqliteHotConnection, T> work)
    {
        connection.BeginWrite.Run();
        try
        {
            var result = work(connection);
            connection.Commit.Run();
            return result;
        }
        catch
        {
            RollBack(connection);
            throw;
        }
    }

    private T UseHot<T>(Func<SqliteHotConnection, T> work)
    {
        using var turn = _writes.Enter();
        return work(_hot ??= new SqliteHotConnection(OpenNative()));
    }

    private void RollBack(SqliteHotConnection connection)
    {
        try
        {
            if (connection.IsInTransaction)
            {
                connection.Rollback.Run();
            }
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // Closing the connection rolls back as well, and the next use opens another; the failure that led here is what matters.
            connection.Dispose();
            _hot = null;
        }
    }
}
