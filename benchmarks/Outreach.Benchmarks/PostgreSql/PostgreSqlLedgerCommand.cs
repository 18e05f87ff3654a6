using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Outreach.Benchmarks.Storage;
using Outreach.TestServers;

namespace Outreach.Benchmarks.PostgreSql;

/// <summary>
/// Measures the PostgreSQL ledger on a server of its own, on the same cores, with everything on that makes it durable:
/// <c>pg-ledger [sends] [batch]</c>.
/// </summary>
internal static class PostgreSqlLedgerCommand
{
    private const int Sample = 50_000;
    private const int Workers = 4;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var sends = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        var batch = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 256;
        await using var server = await PostgreSqlServer.StartAsync(durable: true);
        var database = await server.CreateDatabaseAsync();
        var run = new LedgerRun(builder => builder.UsePostgreSql(server.ConnectionString(database)), batch);
        await SeedAsync(server, database, run, (2 * sends) + (12 * Sample));

        Console.WriteLine($"{Workers} workers, {batch} participants a lease; fsync, full_page_writes and synchronous_commit on");
        Print("warm-up: leased and completed", await run.CompleteAsync(Workers, Sample));
        var fresh = await run.CompleteAsync(Workers, Sample);
        Print("leased and completed, at the beginning", fresh);
        Print($"leased and completed, {sends:N0} of them", await run.CompleteAsync(Workers, sends));
        var later = await run.CompleteAsync(Workers, Sample);
        Print("leased and completed, after that", later);
        Print("ratio of the beginning to that", fresh.Rate / later.Rate, "x");

        fresh = await run.SendAsync(Workers, Sample);
        Print("leased, intent and result, at the beginning", fresh);
        var log = await ReadAsync(server, database, "pg_current_wal_lsn() - '0/0'");
        Print($"leased, intent and result, {sends:N0} of them", await run.SendAsync(Workers, sends));
        Print("write-ahead log each", (await ReadAsync(server, database, "pg_current_wal_lsn() - '0/0'") - log) / sends, "B");
        Print("a send's row with its indexes", await SizeAsync(server, database, "sends"), "B");
        Print("a participant's row with its indexes", await SizeAsync(server, database, "participants"), "B");
        later = await run.SendAsync(Workers, Sample);
        Print("leased, intent and result, after that", later);
        Print("ratio of the beginning to that", fresh.Rate / later.Rate, "x");

        var without = await run.SendAsync(2 * Workers, Sample);
        Print($"{2 * Workers} workers, no quota", without);
        var with = await run.SendAsync(2 * Workers, Sample, new QuotaClaim("day", long.MaxValue), new QuotaClaim("provider", long.MaxValue));
        Print($"{2 * Workers} workers, two quotas that all of them need", with);
        Print("ratio of without to with", without.Rate / with.Rate, "x");
        return 0;
    }

    private static void Print(string what, LedgerFigures figures) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-52} {figures.Rate,9:N0}/s   client {figures.ClientCpu,5:F1} µs each"));

    private static void Print(string what, double value, string unit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-52} {value,9:F2} {unit}"));

    private static Task<double> SizeAsync(PostgreSqlServer server, string database, string table) =>
        ReadAsync(server, database, $"pg_total_relation_size('outreach.{table}')::numeric / (SELECT count(*) FROM outreach.{table})");

    private static async Task<double> ReadAsync(PostgreSqlServer server, string database, string expression)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT ({expression})::float8", connection);
        return (double)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Makes the tables through the store, and a campaign whose participants are due through SQL.</summary>
    private static async Task SeedAsync(PostgreSqlServer server, string database, LedgerRun run, int count)
    {
        await using (var services = run.Services())
        {
            await ((IMetadataStore)services.GetService(typeof(IMetadataStore))!).GetAsync("any");
        }

        const string Id = "01900000-0000-7000-8000-0000000000c1";
        await server.ExecuteAsync(
            $"""
            SET search_path = outreach;
            SET synchronous_commit = off;
            INSERT INTO campaigns (id, organisation_id, name, status, stream, audience, sender_account_ids, sequence_version_id, schedule, revision, created_at)
                VALUES ('{Id}', '{Organisation.DefaultId}', 'Spring', 1, 0, '', '[]', '{Id}', '', 1, now());
            INSERT INTO contacts (id, organisation_id, email, email_key, first_name, created_at)
                SELECT lpad(to_hex(n), 32, '0')::uuid, '{Organisation.DefaultId}', n || '@recipient.example', n || '@recipient.example', 'Ann', now()
                FROM generate_series(1, {count}) AS n;
            INSERT INTO participants (id, organisation_id, campaign_id, contact_id, sender_account_id, channel, sequence_version_id, status, step_index,
                due_at, epoch, reason_code, updated_at)
                SELECT c.id, c.organisation_id, '{Id}', c.id, '{Id}', 0, '{Id}', 0, 0,
                    timestamptz '2026-03-01' + random() * interval '1 day', 0, 'enrolled', now()
                FROM contacts c;
            """,
            database);
        await server.ExecuteAsync("VACUUM ANALYZE", database);
        await server.ExecuteAsync("CHECKPOINT", database);
    }
}
