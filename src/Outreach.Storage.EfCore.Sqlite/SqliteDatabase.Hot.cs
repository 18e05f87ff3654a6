namespace Outreach.Storage.EfCore.Sqlite;

/// <content>The long-lived connection of the send path and of imports.</content>
internal sealed partial class SqliteDatabase
{
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

    /// <summary>Uses the connection, in turn with others.</summary>
    public async Task<T> UseHotAsync<T>(Func<SqliteHotConnection, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
            using var turn = await _writes.EnterAsync(cancellationToken).ConfigureAwait(false);
            return work(_hot ??= new SqliteHotConnection(OpenNative()));
        }
        catch (Exception error) when (Explain(error) is { } sentence)
        {
            throw new OutreachStorageException(sentence, error);
        }
    }

    /// <summary>Writes in one transaction. It is not interrupted once begun: it either commits, or leaves nothing.</summary>
    public Task<T> WriteHotAsync<T>(Func<SqliteHotConnection, T> work, CancellationToken cancellationToken) =>
        UseHotAsync(connection => Write(connection, work), cancellationToken);

    /// <summary>
    /// Writes in one transaction that a power failure may take back. A crash of the process can't, and the next write that is durable makes
    /// this one durable too.
    /// </summary>
    public Task<T> WriteHotWithoutSyncAsync<T>(Func<SqliteHotConnection, T> work, CancellationToken cancellationToken) => UseHotAsync(
        connection =>
        {
            connection.IsEachCommitSynced = false;
            try
            {
                return Write(connection, work);
            }
            finally
            {
                SyncAgain();
            }
        },
        cancellationToken);

    private T Write<T>(SqliteHotConnection connection, Func<SqliteHotConnection, T> work)
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

    /// <summary>Makes commits durable again; a connection that can't is never used for another.</summary>
    private void SyncAgain()
    {
        if (_hot is not { } connection)
        {
            return;
        }

        var isSynced = false;
        try
        {
            connection.IsEachCommitSynced = true;
            isSynced = connection.IsEachCommitSynced;
        }
        finally
        {
            if (!isSynced)
            {
                connection.Dispose();
                _hot = null;
            }
        }
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
