using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Suppressions in PostgreSQL: lists of millions come in by arrays, and one address is found in one round trip.</summary>
internal sealed class PostgreSqlSuppressionStore(PostgreSqlDatabase database) : EfSuppressionStore(database)
{
    private const int BatchSize = 5_000;

    // Once somebody was erased the key of the hashes is there for good.
    private volatile string? _secret;

    public override Task<int> AddAsync(IReadOnlyList<SuppressionEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return database.UseAsync(
            async (connection, token) =>
            {
                var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
                await using var disposal = transaction.ConfigureAwait(false);
                var added = 0;

                // In the order of their keys over all batches, so that two imports do not wait for each other; of a key twice the first counts.
                foreach (var batch in entries.DistinctBy(static entry => (entry.OrganisationId, entry.Key))
                    .OrderBy(static entry => entry.OrganisationId).ThenBy(static entry => entry.Key, StringComparer.Ordinal).Chunk(BatchSize))
                {
                    var statements = new Statements(connection);
                    await using var written = statements.ConfigureAwait(false);
                    statements.Insert(batch);
                    added += await statements.RunAsync(token).ConfigureAwait(false);
                }

                await transaction.CommitAsync(token).ConfigureAwait(false);
                return added;
            },
            cancellationToken);
    }

    public override Task<SuppressionEntry?> FindAsync(Guid organisationId, string addressKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addressKey);
        return database.UseAsync(
            async (connection, token) =>
            {
                var known = _secret;
                var (entry, secret) = await FindAsync(connection, organisationId, addressKey, known, token).ConfigureAwait(false);
                if (known is null && secret is not null)
                {
                    _secret = secret;
                    (entry, _) = await FindAsync(connection, organisationId, addressKey, secret, token).ConfigureAwait(false);
                }

                return entry;
            },
            cancellationToken);
    }

    /// <summary>Asks for the address, its domain, its hash if the key of the hashes is known, and for that key.</summary>
    private static async Task<(SuppressionEntry? Entry, string? Secret)> FindAsync(
        NpgsqlConnection connection, Guid organisationId, string addressKey, string? secret, CancellationToken cancellationToken)
    {
        string[] keys = secret is null
            ? [addressKey, AddressKey.DomainKeyOf(addressKey)]
            : [addressKey, AddressKey.DomainKeyOf(addressKey), SuppressionHash.Compute(secret, organisationId, addressKey)];
        var command = new NpgsqlCommand(LedgerSql.FindSuppressionEntries, connection);
        await using var disposal = command.ConfigureAwait(false);
        command.Parameters.AddValue(organisationId).Add(keys, static key => key).AddValue(MetadataNames.SuppressionKey);
        var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var reading = row.ConfigureAwait(false);
        SuppressionEntry? found = null;
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            secret = row.IsDBNull(4) ? secret : row.GetString(4);
            if (!row.IsDBNull(0))
            {
                var entry = new SuppressionEntry
                {
                    OrganisationId = organisationId,
                    Key = row.GetString(0),
                    Reason = (SuppressionReason)row.GetInt32(1),
                    At = row.GetFieldValue<DateTimeOffset>(2),
                    Source = row.IsDBNull(3) ? null : row.GetString(3),
                };
                found = found is null || entry.Key == addressKey ? entry : found;
            }
        }

        return (found, secret);
    }
}
