namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Suppressions in PostgreSQL: lists of millions come in by arrays.</summary>
internal sealed class PostgreSqlSuppressionStore(PostgreSqlDatabase database) : EfSuppressionStore(database)
{
    private const int BatchSize = 5_000;

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
}
