using System.Text.RegularExpressions;
using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql.Tests;

/// <summary>
/// Asks PostgreSQL how it runs the statements of the send path on tables with many rows: 50,000 in every run, 1,000,000 with OUTREACH_LONG=1.
/// </summary>
public sealed partial class QueryPlanTests : IAsyncLifetime
{
    private static readonly int Rows = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? 1_000_000 : 50_000;

    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        var server = await PostgreSqlFixture.ServerAsync();
        _database = await PostgreSqlFixture.CreateDatabaseAsync();
        await using var services = PostgreSqlFixture.Services(server.ConnectionString(_database));
        var campaign = await services.AddCampaignAsync(1);

        // Nine in ten have got their message and wait for nothing; the others are due.
        await server.ExecuteAsync(
            $"""
            SET search_path = outreach;
            INSERT INTO contacts (id, organisation_id, email, email_key, created_at)
                SELECT gen_random_uuid(), '{campaign.OrganisationId}', n || '@x.example', n || '@x.example', now() FROM generate_series(1, {Rows}) AS n;
            INSERT INTO participants (id, organisation_id, campaign_id, contact_id, sender_account_id, channel, sequence_version_id, status, step_index,
                due_at, epoch, reason_code, updated_at)
                SELECT gen_random_uuid(), c.organisation_id, '{campaign.Id}', c.id, c.id, 0, c.id, 0, 0,
                    CASE WHEN random() < 0.1 THEN timestamptz '2026-01-01' + random() * interval '50 days' END, 1, 'x', now()
                FROM contacts c ON CONFLICT DO NOTHING;
            INSERT INTO sends (id, organisation_id, campaign_id, participant_id, contact_id, step_id, step_index, variant_id, role, sender_account_id,
                provider_name, recipient, message_id, subject, state, epoch, attempt, doubt, generation, body_hash, intent_at, worker_id, lease_until)
                SELECT gen_random_uuid(), p.organisation_id, p.campaign_id, p.id, p.contact_id, p.id, 0, '', 0, p.id, '', '', p.id || '@x', '',
                    2, 1, 1, false, 1, '', now(), p.id, now()
                FROM participants p WHERE p.due_at IS NULL;
            INSERT INTO suppressions (organisation_id, key, reason, at)
                SELECT '{campaign.OrganisationId}', n || '@y.example', 0, now() FROM generate_series(1, {Rows / 10}) AS n;
            ANALYZE;
            """,
            _database);
    }

    public async ValueTask DisposeAsync() => await (await PostgreSqlFixture.ServerAsync()).DropDatabaseAsync(_database);

    [Fact]
    public async Task Statements_OfTheSendPath_ReadNoTableAsAWhole()
    {
        await using var connection = new NpgsqlConnection((await PostgreSqlFixture.ServerAsync()).ConnectionString(_database, "Search Path=outreach;Pooling=false"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        var campaign = await SomeAsync(connection, "campaigns");
        var participants = await SomeAsync(connection, "participants");

        await AssertUsesAsync(connection, "Lease", LedgerSql.Lease, "ix_participants_due", "uuid[], int[], timestamptz, uuid, timestamptz", $"{campaign}, ARRAY[64], now(), gen_random_uuid(), now()");
        await AssertUsesAsync(connection, "Lease", LedgerSql.Lease, "Tid Scan on participants", "uuid[], int[], timestamptz, uuid, timestamptz", $"{campaign}, ARRAY[64], now(), gen_random_uuid(), now()");
        await AssertUsesAsync(connection, "FindDueCampaigns", LedgerSql.FindDueCampaigns, "ix_participants_due", "timestamptz, timestamptz, text", "now(), NULL, 'x'");
        await AssertUsesAsync(connection, "FindNextDue", LedgerSql.FindNextDue, "ix_participants_due", "", "");
        await AssertUsesAsync(connection, "LockParticipants", LedgerSql.LockParticipants, "pk_participants", "uuid[]", participants);
        await AssertUsesAsync(connection, "LockSends", LedgerSql.LockSends, "ix_sends_id", "uuid[]", await SomeAsync(connection, "sends"));
        await AssertUsesAsync(connection, "ReadSends", LedgerSql.ReadSends, "participant_id", "uuid[]", participants);
        await AssertUsesAsync(connection, "FindSuppressions", LedgerSql.FindSuppressions, "suppressions", "uuid[], text[]", $"{campaign}, ARRAY['5@y.example']");
        await AssertUsesAsync(connection, "HasLost", WorkerSql.HasLost, "ix_participants_leased", "uuid, uuid[], timestamptz", "gen_random_uuid(), ARRAY[gen_random_uuid()], now()");
        await AssertUsesAsync(connection, "CancelDue", LedgerSql.CancelDue, "ix_sends", "uuid[], bool[], int[]", $"{participants}, ARRAY[true, true], ARRAY[1, 1]");
        await AssertFollowArraysAsync(connection, participants, await SomeAsync(connection, "sends"));
    }

    /// <summary>Asserts that the updates of a batch go through their arrays, in the order of which rows are locked.</summary>
    private static async Task AssertFollowArraysAsync(NpgsqlConnection connection, string participants, string sends)
    {
        await ExecuteAsync(connection, "BEGIN");
        await ExecuteAsync(connection, LedgerSql.FollowArrays);

        const string FromTheArrays = "Function Scan on n";
        foreach (var index in new[] { FromTheArrays, "pk_participants" })
        {
            await AssertUsesAsync(
                connection, "Move", LedgerSql.Move, index, "uuid, uuid[], uuid[], int[], int[], int[], timestamptz[], text[], text[], timestamptz[], text[]",
                $"gen_random_uuid(), {participants}, {participants}, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL");
        }

        foreach (var index in new[] { FromTheArrays, "ix_sends_id" })
        {
            await AssertUsesAsync(
                connection, "SetSent", LedgerSql.SetSent, index, "int, uuid[], uuid[], int[], int[], timestamptz[], int[], text[], text[], text[]",
                $"1, {sends}, {sends}, NULL, NULL, NULL, NULL, NULL, NULL, NULL");
        }
    }

    private static async Task<string> SomeAsync(NpgsqlConnection connection, string table)
    {
        await using var command = new NpgsqlCommand($"SELECT quote_literal(array_agg(id)::text) FROM (SELECT id FROM {table} LIMIT 64) AS few", connection);
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task AssertUsesAsync(
        NpgsqlConnection connection, string name, string sql, string index, string types, string values)
    {
        await ExecuteAsync(connection, $"PREPARE statement{(types.Length > 0 ? $" ({types})" : "")} AS {sql}");

        // The plan for any values is what a statement gets that runs again and again.
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");
        var plan = new List<string>();
        await using (var command = new NpgsqlCommand($"EXPLAIN EXECUTE statement{(values.Length > 0 ? $"({values})" : "")}", connection))
        await using (var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await row.ReadAsync(TestContext.Current.CancellationToken))
            {
                plan.Add(row.GetString(0));
            }
        }

        await ExecuteAsync(connection, "DEALLOCATE statement");
        var text = $"{name}:\n{string.Join('\n', plan)}";
        Assert.True(text.Contains(index, StringComparison.OrdinalIgnoreCase), $"{index} is not used by {text}");
        Assert.False(plan.Exists(line => TableScan().IsMatch(line)), text);
        Assert.False(
            name is "Lease" or "Move" or "SetSent" && plan.Exists(line => SortOrHash().IsMatch(line)), $"The order of the index or of the arrays is not used by {text}");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("Seq Scan on (participants|sends|contacts|suppressions|delivery_events)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex TableScan();

    [GeneratedRegex("Sort|Hash Join|Bitmap", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex SortOrHash();
}
