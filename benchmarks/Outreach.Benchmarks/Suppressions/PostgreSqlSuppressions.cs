using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Outreach.Storage.EfCore.PostgreSql;
using Outreach.TestServers;

namespace Outreach.Benchmarks.Suppressions;

/// <summary>A PostgreSQL server of its own.</summary>
internal sealed class PostgreSqlSuppressions : ISuppressionDatabase
{
    private const int Plans = 101;

    /// <summary>As many intents as a busy worker records in one transaction, and as many as it leases at most.</summary>
    private static readonly int[] Batches = [1, 16, 100, 500];

    private readonly PostgreSqlServer _server;
    private readonly string _database;
    private readonly ServiceProvider _services;

    private PostgreSqlSuppressions(PostgreSqlServer server, string database)
    {
        _server = server;
        _database = database;
        var services = new ServiceCollection();
        services.AddOutreach().UsePostgreSql(server.ConnectionString(database));
        _services = services.BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    public static async Task<PostgreSqlSuppressions> StartAsync()
    {
        var server = await PostgreSqlServer.StartAsync(durable: true);
        return new PostgreSqlSuppressions(server, await server.CreateDatabaseAsync());
    }

    public async Task FillAsync(int from, int to)
    {
        await using var connection = await ConnectAsync();
        await using var fill = new NpgsqlCommand(
            """
            INSERT INTO suppressions (organisation_id, key, reason, at)
            SELECT $1, 'contact' || lpad(n::text, 9, '0') || '@company' || n % 5000 || '.example', 4, now() FROM generate_series($2, $3) AS n
            """,
            connection);
        fill.Parameters.AddWithValue(Organisation.DefaultId);
        fill.Parameters.AddWithValue(from);
        fill.Parameters.AddWithValue(to - 1);
        await fill.ExecuteNonQueryAsync();
    }

    public async Task MeasureLookupsAsync(int entries)
    {
        await using var connection = await ConnectAsync();
        await using (var analyze = new NpgsqlCommand("VACUUM ANALYZE suppressions", connection))
        {
            await analyze.ExecuteNonQueryAsync();
        }

        foreach (var size in Batches)
        {
            await using var find = Command(LedgerSql.FindSuppressions, connection);
            await find.PrepareAsync();
            await LookupTimes.MeasureAsync($"the send path's statement, {size} at a time", entries, size, asked => FindAsync(find, asked));
            await MeasureServerAsync(connection, entries, size);
        }

        await using (var nothing = new NpgsqlCommand("SELECT 1", connection))
        {
            await nothing.PrepareAsync();
            await LookupTimes.MeasureAsync("for comparison: SELECT 1", entries, 1, async _ => await nothing.ExecuteScalarAsync() is null ? 0 : 1, isLookup: false);
        }

        var store = _services.GetRequiredService<ISuppressionStore>();
        await LookupTimes.MeasureAsync("ISuppressionStore.FindAsync", entries, 1, async asked => await store.FindAsync(Organisation.DefaultId, asked[0]) is null ? 0 : 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static NpgsqlCommand Command(string sql, NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [] });
        return command;
    }

    /// <summary>Each address with its domain, as the batches of the send path ask.</summary>
    private static void Ask(NpgsqlCommand command, string[] asked)
    {
        string[] keys = [.. asked.Concat(asked.Select(AddressKey.DomainKeyOf).Distinct())];
        ((NpgsqlParameter<Guid[]>)command.Parameters[0]).TypedValue = [.. Enumerable.Repeat(Organisation.DefaultId, keys.Length)];
        ((NpgsqlParameter<string[]>)command.Parameters[1]).TypedValue = keys;
    }

    private static async ValueTask<int> FindAsync(NpgsqlCommand find, string[] asked)
    {
        Ask(find, asked);
        var found = 0;
        await using var reader = await find.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found++;
        }

        return found;
    }

    /// <summary>What the server says it takes, without the way there and back.</summary>
    private static async Task MeasureServerAsync(NpgsqlConnection connection, int entries, int size)
    {
        await using var explain = Command("EXPLAIN (ANALYZE, TIMING OFF) " + LedgerSql.FindSuppressions, connection);
        var random = new Random(2);
        var times = new List<double>();
        var plan = "";
        for (var i = 0; i < Plans; i++)
        {
            Ask(explain, [.. Enumerable.Range(0, size).Select(_ => SuppressionCsv.AddressOf(random.Next(2 * entries)))]);
            await using var reader = await explain.ExecuteReaderAsync();
            for (var line = 0; await reader.ReadAsync(); line++)
            {
                var text = reader.GetString(0);
                plan = line == 0 ? text.Split("  (")[0] : plan;
                if (text.StartsWith("Execution Time: ", StringComparison.Ordinal))
                {
                    times.Add(double.Parse(text.Split(' ')[2], CultureInfo.InvariantCulture) * 1_000 / size);
                }
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  in the server (EXPLAIN ANALYZE)   {entries,12:N0} entries: median {times[Plans / 2],6:F1} µs, 99 % within {times[Plans * 99 / 100],6:F1} µs ({plan})"));
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_server.ConnectionString(_database, "Search Path=outreach;Pooling=false;Command Timeout=0"));
        await connection.OpenAsync();
        return connection;
    }
}
