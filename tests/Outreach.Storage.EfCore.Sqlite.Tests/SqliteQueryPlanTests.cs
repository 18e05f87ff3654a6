using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Storage.EfCore.Sqlite.Tests;

/// <summary>
/// Asks SQLite how it will run each statement: none may read a whole table that grows with the number of contacts or sends. What ANALYZE found in
/// tables with many rows must not change that: 50,000 in every run, 1,000,000 with OUTREACH_LONG=1.
/// </summary>
public sealed partial class SqliteQueryPlanTests
{
    private static readonly int Rows = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? 1_000_000 : 50_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LedgerStatements_UseIndexes(bool withRows)
    {
        using var folder = new TemporaryFolder();
        await using var services = SqliteStoreFactory.Services(folder.DatabasePath);
        var campaign = await services.AddCampaignAsync(participants: 1);
        if (withRows)
        {
            await FillAsync(folder, campaign);
        }

        using var connection = new SqliteHotConnection(services.GetRequiredService<SqliteDatabase>().OpenNative());
        var statements = typeof(SqliteHotConnection).GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.PropertyType == typeof(SqliteStatement))
            .ToDictionary(property => property.Name, property => Sql(connection, property), StringComparer.Ordinal);
        await using var explain = await OpenAsync(folder);

        Assert.True(statements.Count > 25);
        foreach (var (name, sql) in statements.Where(statement => !NoPlan().IsMatch(statement.Value)))
        {
            AssertNoTableScan(name, await PlanAsync(explain, sql, []));
        }

        await AssertUsesAsync(explain, statements["FindDue"], "ix_participants_due (campaign_id=? AND due_at");
        await AssertUsesAsync(explain, statements["FindNextDue"], "ix_participants_due (campaign_id=?");
        await AssertUsesAsync(explain, statements["FindWorkers"], "COVERING INDEX ix_participants_leased");
        await AssertUsesAsync(explain, statements["DoubtLostSends"], "ix_sends_not_sent (state=?)");
        await AssertUsesAsync(explain, statements["FindSuppression"], "(organisation_id=? AND key=?)");
        await AssertUsesAsync(explain, statements["FindGrant"], "sqlite_autoindex_participants_1 (id=?)");
        await AssertUsesAsync(explain, statements["FindLease"], "sqlite_autoindex_participants_1 (id=?)");
    }

    [Fact]
    public async Task OtherQueries_UseIndexes()
    {
        using var folder = new TemporaryFolder();
        await using var services = SqliteStoreFactory.Services(folder.DatabasePath);
        var campaign = await services.AddCampaignAsync(participants: 2);
        using var recorder = new CommandRecorder(folder.DatabasePath);

        await UseEverythingAsync(services, campaign);

        await using var explain = await OpenAsync(folder);
        Assert.True(recorder.Commands.Count > 25);
        foreach (var (sql, parameters) in recorder.Commands)
        {
            AssertNoTableScan(sql, await PlanAsync(explain, sql, parameters));
        }
    }

    /// <summary>Nine in ten have got their message and wait for nothing; the others are due. Beside their campaign there are 1,000 that are over or not begun.</summary>
    private static async Task FillAsync(TemporaryFolder folder, Campaign campaign)
    {
        await using var connection = await OpenAsync(folder);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText =
            """
            BEGIN;
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $rows)
            INSERT INTO contacts (id, organisation_id, email, email_key, created_at)
                SELECT randomblob(16), $organisation, n || '@x.example', n || '@x.example', 0 FROM numbers;
            INSERT INTO participants (id, organisation_id, campaign_id, contact_id, sender_account_id, channel, sequence_version_id, status, step_index,
                due_at, epoch, reason_code, updated_at)
                SELECT randomblob(16), organisation_id, $campaign, id, id, 0, id, 0, 0, CASE WHEN rowid % 10 = 0 THEN rowid END, 1, 'x', 0
                FROM contacts WHERE email LIKE '%@x.example';
            INSERT INTO sends (id, organisation_id, campaign_id, participant_id, contact_id, step_id, step_index, variant_id, role, sender_account_id,
                provider_name, recipient, message_id, subject, state, epoch, attempt, doubt, generation, body_hash, intent_at, worker_id, lease_until)
                SELECT randomblob(16), organisation_id, campaign_id, id, contact_id, id, 0, '', 0, id, '', '', '', '', 2, 1, 1, 0, 1, x'', 0, id, 0
                FROM participants WHERE due_at IS NULL;
            CREATE TEMP TABLE old AS SELECT * FROM campaigns, (SELECT rowid AS number FROM contacts LIMIT 1000);
            UPDATE old SET id = randomblob(16), status = CASE number % 50 WHEN 0 THEN 0 WHEN 1 THEN 2 ELSE 3 END;
            ALTER TABLE old DROP COLUMN number;
            INSERT INTO campaigns SELECT * FROM old;
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $rows / 10)
            INSERT INTO suppressions (organisation_id, key, reason, at) SELECT $organisation, n || '@y.example', 0, 0 FROM numbers;
            COMMIT;
            ANALYZE;
            """;
        command.Parameters.AddWithValue("$rows", Rows);
        command.Parameters.AddWithValue("$organisation", campaign.OrganisationId.ToByteArray(bigEndian: true));
        command.Parameters.AddWithValue("$campaign", campaign.Id.ToByteArray(bigEndian: true));
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task UseEverythingAsync(ServiceProvider services, Campaign campaign)
    {
        var (organisation, id) = (campaign.OrganisationId, campaign.Id);
        var contact = (await services.Get<IContactStore>().FindByEmailAsync(organisation, $"{id:N}-0@example.com"))!;
        await services.Get<IContactStore>().FindAsync(organisation, contact.Id);
        await services.Get<IContactStore>().ListCustomFieldsAsync(organisation);
        await services.Get<IContactStore>().FindOrCreateAsync(organisation, [new ContactDraft { TelegramId = "5" }], StoreScenario.Start);
        await ReadAsync(services.Get<IContactStore>().ReadAsync(organisation, ContactQuery.Everyone, contact.Id));
        await ReadAsync(services.Get<IContactStore>().ReadAsync(organisation, ContactQuery.Of(new AudienceFilter { HasEmail = true })));
        await UseAudiencesAsync(services, organisation, contact.Id, id);
        await services.Get<IContactStore>().CountAsync(organisation);
        await services.Get<IParticipantStore>().FindAsync(organisation, Guid.Empty);
        await services.Get<IParticipantStore>().ListByContactAsync(organisation, contact.Id);
        await ReadAsync(services.Get<IParticipantStore>().ReadAsync(organisation, id));
        await services.Get<IParticipantStore>().FindLastEnrolledContactAsync(organisation, id);
        await services.Get<IParticipantStore>().CountUnfinishedAsync(organisation, id);
        await services.Get<IParticipantStore>().StopAllAsync(organisation, id, new DecisionReason("x"), StoreScenario.Start);
        await services.Get<ISuppressionStore>().FindAsync(organisation, "a@example.com");
        await ReadAsync(services.Get<ISuppressionStore>().ReadAsync(organisation));
        await services.Get<ISendLedger>().FindSendAsync(Guid.Empty);
        await services.Get<ISendLedger>().FindSendByMessageIdAsync(organisation, "<a@b>");
        await services.Get<ISendLedger>().ListSendsByContactAsync(organisation, contact.Id, 5);
        await ReadAsync(services.Get<ISendLedger>().ReadSendsAsync(organisation, id));
        await ReadAsync(services.Get<ISendLedger>().ReadSendsAsync(organisation, id, SendState.Sent));
        await ReadAsync(services.Get<ISendLedger>().ReadSendsAsync(organisation, id, SendState.InDoubt));
        await services.Get<ISendLedger>().GetQuotaUsedAsync(organisation, "day");
        await services.Get<ISendLedger>().GetStatsAsync(organisation, id);
        await services.Get<IDeliveryEventStore>().ListByContactAsync(organisation, contact.Id);
        await ReadAsync(services.Get<IDeliveryEventStore>().ReadAsync(organisation, id));
        await services.Get<IDeliveryEventStore>().CountOutcomesAsync(organisation, id);
        await services.Get<IRecommendationStore>().ListAsync(organisation, new RecommendationFilter { Subject = RecommendationSubject.OfCampaign(id) });
        await services.Get<IRecommendationStore>().TakeDueAsync(StoreScenario.Start, StoreScenario.Start, 5);
        await services.Get<IRecommendationStore>().UnscheduleAsync(organisation, id, 1);
        await services.Get<ICampaignStore>().ListAsync(organisation);
        await services.Get<ICampaignStore>().DeleteAsync(organisation, id);
    }

    private static async Task UseAudiencesAsync(ServiceProvider services, Guid organisation, Guid contactId, Guid campaignId)
    {
        var filter = new AudienceFilter
        {
            CompanyId = "c",
            PipelineId = Guid.Empty.ToString(),
            StageIds = [Guid.Empty.ToString()],
            LastEngagedWithinDays = 9,
            ListId = Guid.Empty,
            ChatId = "1",
        };
        var query = ContactQuery.Of(filter, StoreScenario.Start) with { IdleSince = StoreScenario.Start, NewToAllBut = campaignId, NotIn = campaignId };
        await ReadAsync(services.Get<IContactStore>().ReadAsync(organisation, query, contactId));
        await services.Get<IContactStore>().AddTagsAsync(organisation, [contactId], ["t"]);
        await services.Get<IRecipientListStore>().ListAsync(organisation);
        await services.Get<IRecipientListStore>().ListByContactAsync(organisation, contactId);
        await services.Get<IRecipientListStore>().CountMembersAsync(organisation, Guid.Empty);
        await services.Get<IRecipientListStore>().RemoveMembersAsync(organisation, Guid.Empty, [contactId]);
        await services.Get<IPipelineStore>().ListPlacesAsync(organisation, [contactId]);
        await services.Get<IPipelineStore>().RemoveAsync(organisation, Guid.Empty, [contactId]);
        await services.Get<IStoredMessageStore>().ListGroupsAsync(organisation);
        await ReadAsync(services.Get<IStoredMessageStore>().ReadMembersAsync(organisation, Guid.Empty, "1"));
        await services.Get<ILeadStore>().ListByContactAsync(organisation, contactId);
        await ReadAsync(services.Get<ILeadStore>().ReadAsync(organisation, campaignId));
        await services.Get<ITriggerStore>().ListAsync(organisation);
        await services.Get<ITriggerStore>().IsAppliedAsync(organisation, "k");
        await services.Get<ITriggerStore>().RemoveAppliedAsync(StoreScenario.Start, 5);
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> source)
    {
        await foreach (var _ in source)
        {
        }
    }

    private static string Sql(SqliteHotConnection connection, PropertyInfo property)
    {
        property.GetValue(connection);
        return connection.Statements.Last();
    }

    private static async Task<SqliteConnection> OpenAsync(TemporaryFolder folder)
    {
        var connection = new SqliteConnection($"Data Source={folder.DatabasePath};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task<List<string>> PlanAsync(SqliteConnection connection, string sql, IEnumerable<(string Name, object? Value)> parameters)
    {
        await using var command = connection.CreateCommand();
        var number = 0;
        command.CommandText = "EXPLAIN QUERY PLAN " + Placeholder().Replace(sql, _ => $"?{++number}");
        for (var i = 1; i <= number; i++)
        {
            command.Parameters.AddWithValue($"?{i}", 1);
        }

        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            plan.Add(reader.GetString(3));
        }

        return plan;
    }

    private static async Task AssertUsesAsync(SqliteConnection connection, string sql, string index)
    {
        var plan = string.Join('\n', await PlanAsync(connection, sql, []));
        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE FOR ORDER BY", plan, StringComparison.Ordinal);
    }

    // What a subquery gave is no table, and an index that covers a query holds only the few rows that it is made for.
    private static void AssertNoTableScan(string statement, List<string> plan) => Assert.True(
        plan.TrueForAll(line => !Scan().IsMatch(line)), $"{statement}\nreads a whole table:\n{string.Join('\n', plan)}");

    [GeneratedRegex("^SCAN (?!\\(|CONSTANT)(?!.*USING (COVERING )?INDEX)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Scan();

    [GeneratedRegex("^(BEGIN|COMMIT|ROLLBACK|PRAGMA)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex NoPlan();

    [GeneratedRegex("\\?", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Placeholder();

    /// <summary>Writes down the commands that EF Core sends to one database.</summary>
    private sealed class CommandRecorder : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly string _path;
        private readonly List<IDisposable> _subscriptions = [];

        public CommandRecorder(string path)
        {
            _path = path;
            _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public List<(string Sql, List<(string Name, object? Value)> Parameters)> Commands { get; } = [];

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore")
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandEventData data
                && value.Key.EndsWith("CommandExecuting", StringComparison.Ordinal)
                && data.Command.Connection?.ConnectionString.Contains(_path, StringComparison.Ordinal) == true
                && !NoPlan().IsMatch(data.Command.CommandText)
                && !data.Command.CommandText.Contains("__EFMigrations", StringComparison.Ordinal))
            {
                Commands.Add((
                    data.Command.CommandText,
                    [.. data.Command.Parameters.Cast<SqliteParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))]));
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
