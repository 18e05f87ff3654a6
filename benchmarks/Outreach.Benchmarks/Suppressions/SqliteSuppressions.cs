using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Storage.EfCore.Sqlite;

namespace Outreach.Benchmarks.Suppressions;

/// <summary>A SQLite file.</summary>
internal sealed class SqliteSuppressions : ISuppressionDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outreach-suppressions-");
    private readonly ServiceProvider _services;

    public SqliteSuppressions()
    {
        var services = new ServiceCollection();
        services.AddOutreach().UseSqlite(ConnectionString);
        _services = services.BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    private string ConnectionString => $"Data Source={Path.Combine(_folder.FullName, "outreach.db")}";

    public async Task FillAsync(int from, int to)
    {
        await using var connection = new SqliteConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            WITH RECURSIVE numbers (n) AS (SELECT $from UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < $to)
            INSERT INTO suppressions (organisation_id, key, reason, at)
            SELECT $organisation, printf('contact%09d@company%d.example', n, n % 5000), 4, 0 FROM numbers
            """;
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        command.Parameters.AddWithValue("$organisation", Organisation.DefaultId.ToByteArray(bigEndian: true));
        await command.ExecuteNonQueryAsync();
    }

    public async Task MeasureLookupsAsync(int entries)
    {
        using var connection = new SqliteHotConnection(_services.GetRequiredService<SqliteDatabase>().OpenNative());
        await LookupTimes.MeasureAsync("the send path's statement", entries, 1, asked => ValueTask.FromResult(Find(connection, asked[0])));

        // What a lookup costs inside the intents' transaction, which is open anyway.
        connection.BeginWrite.Run();
        await LookupTimes.MeasureAsync("the same within a transaction", entries, 1, asked => ValueTask.FromResult(Find(connection, asked[0])));
        connection.Rollback.Run();

        var store = _services.GetRequiredService<ISuppressionStore>();
        await LookupTimes.MeasureAsync("ISuppressionStore.FindAsync", entries, 1, async asked => await store.FindAsync(Organisation.DefaultId, asked[0]) is null ? 0 : 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Asks for the address, its domain and the hash that would be left of an erased person, as every intent does.</summary>
    private static int Find(SqliteHotConnection connection, string key)
    {
        var statement = connection.FindSuppression;
        statement.Bind(Organisation.DefaultId).Bind(key).Bind(AddressKey.DomainKeyOf(key)).Bind("#0123456789abcdef0123456789abcdef");
        var found = statement.Read();
        statement.Begin();
        return found ? 1 : 0;
    }
}
