using System.Globalization;

namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>
/// The send ledger in SQLite. What workers do for every message runs on one connection with prepared statements; a batch is one transaction
/// that takes the write lock at its beginning, so what it checks can't change before it commits.
/// </summary>
internal sealed partial class SqliteSendLedger(SqliteDatabase database, TimeProvider leaseClock, EventSubscriptions subscriptions) : ISendLedger
{
    private readonly EfSendQueries _queries = new(database);

    public async Task<IWorkerSession> OpenSessionAsync(CancellationToken cancellationToken = default)
    {
        var generation = await database.UseHotAsync(ReadGeneration, cancellationToken).ConfigureAwait(false);
        return await database.UseHotAsync(_ => OpenSession(generation), cancellationToken).ConfigureAwait(false);
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

    private static int ReadGeneration(SqliteHotConnection connection) =>
        ReadMetadata(connection, MetadataNames.Generation) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 1;

    private static string? ReadMetadata(SqliteHotConnection connection, string name)
    {
        var query = connection.FindMetadata.Bind(name);
        if (!query.Read())
        {
            return null;
        }

        var text = query.GetText();
        query.Begin();
        return text;
    }

    private SqliteWorkerSession OpenSession(int generation)
    {
        try
        {
            WorkerLock.RemoveDead(database.Path);
            var workerLock = WorkerLock.Acquire(database.Path, leaseClock);
            if (workerLock.IsHeld())
            {
                return new SqliteWorkerSession(workerLock, generation);
            }

            workerLock.Dispose();
            throw new OutreachStorageException(
                $"The folder of the database '{database.Path}' keeps no file locks, by which workers know of each other: put it on a local disk.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OutreachStorageException(
                $"The folder of the database '{database.Path}' can't be written: give this user the right to create files there.", error);
        }
    }
}
