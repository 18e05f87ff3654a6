using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Storage.EfCore.Sqlite.Tests;

public sealed class SqliteDatabaseTests
{
    [Fact]
    public async Task EveryConnection_SyncsEachCommitAndKeepsForeignKeys()
    {
        using var folder = new TemporaryFolder();
        await using var services = SqliteStoreFactory.Services(folder.DatabasePath);
        var database = services.GetRequiredService<SqliteDatabase>();

        var cold = await database.ReadAsync(
            async (context, token) =>
            {
                await context.Database.OpenConnectionAsync(token);
                await using var command = context.Database.GetDbConnection().CreateCommand();
                command.CommandText = "SELECT group_concat(journal_mode || ' ' || synchronous || ' ' || foreign_keys) "
                    + "FROM pragma_journal_mode, pragma_synchronous, pragma_foreign_keys";
                return (string?)await command.ExecuteScalarAsync(token);
            },
            TestContext.Current.CancellationToken);
        using var native = database.OpenNative();
        var hot = new[] { "journal_mode", "synchronous", "foreign_keys" }.Select(name => Pragma(native, name));

        Assert.Equal("wal 2 1", cold);
        Assert.Equal(["wal", "2", "1"], hot);
    }

    [Fact]
    public async Task Batch_ThatFailsInTheMiddle_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        await using var services = SqliteStoreFactory.Services(folder.DatabasePath);
        await services.AddCampaignAsync(participants: 2);
        var ledger = services.Get<ISendLedger>();
        await using var session = await ledger.OpenSessionAsync();
        var leased = await ledger.LeaseDueAsync(session, StoreScenario.Lease(2));
        SendIntent[] intents = [.. leased.Select(l => StoreScenario.Intent(l, new QuotaClaim("day", 10)))];
        var broken = intents[1] with { Send = intents[1].Send with { Recipient = null! } };

        await Assert.ThrowsAsync<SqliteException>(() => ledger.CommitAsync(session, StoreScenario.Batch([intents[0], broken])));

        Assert.Null(await ledger.FindSendAsync(intents[0].Send.Id));
        Assert.Equal(0, await ledger.GetQuotaUsedAsync(Organisation.DefaultId, "day"));
        var verdicts = await ledger.CommitAsync(session, StoreScenario.Batch(intents));
        Assert.All(verdicts, verdict => Assert.Equal(IntentVerdict.Granted, verdict.Verdict));
    }

    [Fact]
    public async Task HostileValues_AreStoredAsTheyAre()
    {
        using var folder = new TemporaryFolder();
        await using var services = SqliteStoreFactory.Services(folder.DatabasePath);
        const string Hostile = "'); DROP TABLE suppressions; --\0\u202E\uD83D\uDE00";

        await services.Get<IMetadataStore>().SetAsync(Hostile, Hostile);
        await services.Get<ISuppressionStore>().AddAsync(
            [new SuppressionEntry { OrganisationId = Organisation.DefaultId, Key = Hostile, Reason = SuppressionReason.Manual, At = StoreScenario.Start }]);

        Assert.Equal(Hostile, await services.Get<IMetadataStore>().GetAsync(Hostile));
        Assert.Equal(Hostile, (await services.Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, Hostile))?.Key);
        Assert.Equal(0, await services.Get<ISendLedger>().GetQuotaUsedAsync(Organisation.DefaultId, Hostile));
    }

    [Fact]
    public async Task UseSqlite_CalledTwice_RegistersEachStoreOnce()
    {
        var services = new ServiceCollection();

        new SqliteStoreFactory.Builder(services).UseSqlite("Data Source=a.db").UseSqlite("Data Source=b.db");

        Assert.Single(services, service => service.ServiceType == typeof(ISendLedger));
        await using var provider = services.BuildServiceProvider();
        Assert.EndsWith("b.db", provider.GetRequiredService<SqliteDatabase>().Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_TakenWhileOpen_CanBeUsed()
    {
        using var folder = new TemporaryFolder();
        var copy = folder.DatabasePath + ".copy";
        await using (var services = SqliteStoreFactory.Services(folder.DatabasePath))
        {
            await services.AddCampaignAsync(participants: 3);
            await using var source = new SqliteConnection($"Data Source={folder.DatabasePath};Pooling=False");
            await using var target = new SqliteConnection($"Data Source={copy};Pooling=False");
            await source.OpenAsync(TestContext.Current.CancellationToken);
            source.BackupDatabase(target);
        }

        await using var restored = SqliteStoreFactory.Services(copy);
        Assert.Equal(3, await restored.Get<IContactStore>().CountAsync(Organisation.DefaultId));
    }

    private static string Pragma(NativeConnection connection, string name)
    {
        using var statement = connection.Prepare("PRAGMA " + name);
        Assert.True(statement.Begin().Read());
        return statement.GetText();
    }
}
