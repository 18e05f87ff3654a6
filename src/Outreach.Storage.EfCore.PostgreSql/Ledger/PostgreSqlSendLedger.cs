using System.Globalization;
using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>
/// The send ledger in PostgreSQL. A batch is one transaction in two or three round trips: rows are locked and read, decided upon here, and
/// written with one statement a kind; the usual batch is written at once, and taken back if anything was not as it is usually. Leases run on the
/// database's clock, unless a host (a test) has registered another.
/// </summary>
internal sealed partial class PostgreSqlSendLedger(
    PostgreSqlDatabase database, WorkerPresences presences, OutboxWriter outbox, TimeProvider? leaseClock) : ISendLedger
{
    private readonly EfSendQueries _queries = new(database);

    public Task<IWorkerSession> OpenSessionAsync(CancellationToken cancellationToken = default) => database.UseAsync<IWorkerSession>(
        async (connection, token) =>
        {
            var generation = await ReadGenerationAsync(connection, token).ConfigureAwait(false);
            var id = Guid.CreateVersion7((leaseClock ?? TimeProvider.System).GetUtcNow());
            return new PostgreSqlWorkerSession(await presences.AppearAsync(id, token).ConfigureAwait(false), generation);
        },
        cancellationToken);

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

    /// <summary>Gets the lease clock's time, or nothing for the database's own.</summary>
    private DateTimeOffset? LeaseNow => leaseClock?.GetUtcNow();

    private static async Task<int> ReadGenerationAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(LedgerSql.ReadMetadata, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddValue(MetadataNames.Generation).AddValue(MetadataNames.SuppressionKey);
            return ToGeneration(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string);
        }
    }

    private static int ToGeneration(string? value) =>
        value is null ? 1 : int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
}
