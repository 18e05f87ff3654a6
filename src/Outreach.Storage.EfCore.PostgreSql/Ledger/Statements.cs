using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Several statements in one round trip.</summary>
internal sealed class Statements(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch = new(connection);

    public NpgsqlParameterCollection Add(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        _batch.BatchCommands.Add(command);
        return command.Parameters;
    }

    /// <summary>Adds suppressions, unless their keys have some.</summary>
    public void Insert(IReadOnlyList<SuppressionEntry> suppressions) =>
        Add(LedgerSql.InsertSuppressions)
            .Add(suppressions, static entry => entry.OrganisationId)
            .Add(suppressions, static entry => entry.Key)
            .Add(suppressions, static entry => (int)entry.Reason)
            .Add(suppressions, static entry => entry.At)
            .Add(suppressions, static entry => entry.Source);

    public bool IsEmpty => _batch.BatchCommands.Count == 0;

    public Task<NpgsqlDataReader> ReadAsync(CancellationToken cancellationToken) => _batch.ExecuteReaderAsync(cancellationToken);

    public Task<int> RunAsync(CancellationToken cancellationToken) => _batch.ExecuteNonQueryAsync(cancellationToken);

    public ValueTask DisposeAsync() => _batch.DisposeAsync();
}
