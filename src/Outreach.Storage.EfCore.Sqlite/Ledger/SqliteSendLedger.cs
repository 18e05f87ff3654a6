using System.Globalization;

namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>
/// The send ledger in SQLite. What workers do for every message runs on one connection with prepared statements; a batch is one transaction
/// that takes the write lock at its beginning, so what it checks can't change before it commits.
/// </summary>
internal sealed partial class SqliteSendLedger(SqliteDatabase database, TimeProvider leaseClock) : ISendLedger, IDisposable
{
    private readonly EfSendQueries _queries = new(database);
    private SqliteLedgerConnection? _connection;

    public async Task<IWorkerSession> OpenSessionAsync(CancellationToken cancellationToken = default)
    {
        var generation = await UseAsync(ReadGeneration, cancellationToken).ConfigureAwait(false);
        return await UseAsync(_ => OpenSession(generation), cancellationToken).ConfigureAwait(false);
    }

    public Task<SendRecord?> FindSendAsync(Guid sendId, CancellationToken cancellationToken = default) =>
        _queries.FindSendAsync(sendId, cancellationToken);

    public Task<SendRecord?> FindSendByMessageIdAsync(
        Guid organisationId, string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        return _queries.FindSendByMessageIdAsync(organisationId, messageId, cancellationToken);
    }

    public Task<IReadOnlyList<SendRecord>> ListSendsByContactAsync(
        Guid organisationId, Guid contactId, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _queries.ListSendsByContactAsync(organisationId, contactId, limit, cancellationToken);
    }

    public IAsyncEnumerable<SendRecord> ReadSendsAsync(
        Guid organisationId, Guid campaignId, SendState? state = null, CancellationToken cancellationToken = default) =>
        _queries.ReadSendsAsync(organisationId, campaignId, state, cancellationToken);

    public Task<long> GetQuotaUsedAsync(Guid organisationId, string quotaKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(quotaKey);
        return _queries.GetQuotaUsedAsync(organisationId, quotaKey, cancellationToken);
    }

    public Task<CampaignStats> GetStatsAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        _queries.GetStatsAsync(organisationId, campaignId, cancellationToken);

    public void Dispose() => _connection?.Dispose();

    private static int ReadGeneration(SqliteLedgerConnection connection)
    {
        var query = connection.FindGeneration.Bind(MetadataNames.Generation);
        if (!query.Read())
        {
            return 1;
        }

        var text = query.GetText();
        query.Begin();
        return int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private SqliteWorkerSession OpenSession(int generation)
    {
        WorkerLock.RemoveDead(database.Path);
        return new SqliteWorkerSession(WorkerLock.Acquire(database.Path, leaseClock), generation);
    }

    /// <summary>Reads on the ledger's connection, in turn with other users of it.</summary>
    private async Task<T> UseAsync<T>(Func<SqliteLedgerConnection, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await database.PrepareAsync(cancellationToken).ConfigureAwait(false);
            using var turn = await database.Writes.EnterAsync(cancellationToken).ConfigureAwait(false);
            return work(_connection ??= new SqliteLedgerConnection(database.OpenNative()));
        }
        catch (Exception error) when (database.Explain(error) is { } sentence)
        {
            throw new OutreachStorageException(sentence, error);
        }
    }

    /// <summary>Writes in one transaction. It is not interrupted once begun: it either commits, or leaves nothing.</summary>
    private Task<T> WriteAsync<T>(Func<SqliteLedgerConnection, T> work, CancellationToken cancellationToken) => UseAsync(
        connection =>
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
        },
        cancellationToken);

    private void RollBack(SqliteLedgerConnection connection)
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
            _connection = null;
        }
    }
}
