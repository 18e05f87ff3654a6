using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore.Sqlite.Tests;

public sealed class SqliteMigrationTests
{
    [Fact]
    public void Model_HasNoChangesWithoutMigration()
    {
        using var context = NewContext("Data Source=never-opened.db");

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Database_OpenedAgain_KeepsItsData()
    {
        using var folder = new TemporaryFolder();
        await using (var services = SqliteStoreFactory.Services(folder.DatabasePath))
        {
            await services.Get<IMetadataStore>().SetAsync("clock", "12");
        }

        await using (var services = SqliteStoreFactory.Services(folder.DatabasePath))
        {
            Assert.Equal("12", await services.Get<IMetadataStore>().GetAsync("clock"));
        }
    }

    [Fact]
    public async Task Database_WhoseFirstMigrationWasInterrupted_IsMadeOnTheNextUse()
    {
        using var folder = new TemporaryFolder();
        await using (var context = NewContext($"Data Source={folder.DatabasePath};Pooling=False"))
        {
            // What a process leaves behind that is killed after the file was made and before its transaction was committed.
            await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", TestContext.Current.CancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await context.Database.ExecuteSqlRawAsync("CREATE TABLE half (id INTEGER)", TestContext.Current.CancellationToken);
        }

        await using var services = SqliteStoreFactory.Services(folder.DatabasePath);
        Assert.Null(await services.Get<IMetadataStore>().GetAsync("clock"));
    }

    [Fact]
    public async Task Migration_CanBeTakenBackAndAppliedAgain()
    {
        using var folder = new TemporaryFolder();
        await using var context = NewContext($"Data Source={folder.DatabasePath};Pooling=False");
        await context.Database.MigrateAsync(TestContext.Current.CancellationToken);

        await context.Database.MigrateAsync("0", TestContext.Current.CancellationToken);
        await context.Database.MigrateAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await context.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Database_OfTheFirstVersion_IsBroughtUpToDateWithItsData()
    {
        using var folder = new TemporaryFolder();
        await using (var context = NewContext($"Data Source={folder.DatabasePath};Pooling=False"))
        {
            await context.Database.MigrateAsync(context.Database.GetMigrations().First(), TestContext.Current.CancellationToken);
            var data = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "first-version.sql"), TestContext.Current.CancellationToken);
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = data;
            await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var services = SqliteStoreFactory.Services(folder.DatabasePath);
        var campaign = Assert.Single(await services.Get<ICampaignStore>().ListActiveAsync(TestContext.Current.CancellationToken));
        Assert.Equal("An old campaign", campaign.Name);
        await using var session = await services.Get<ISendLedger>().OpenSessionAsync(TestContext.Current.CancellationToken);
        var leased = Assert.Single(await services.Get<ISendLedger>().LeaseDueAsync(
            session,
            new LeaseRequest { Now = StoreScenario.Start, Limit = 10, Duration = TimeSpan.FromMinutes(15) },
            TestContext.Current.CancellationToken));
        Assert.Equal(("ann@example.com", 3), (leased.Contact.Email, leased.Participant.Epoch));
        var sent = Assert.Single(leased.Sends);
        Assert.Equal((SendState.Sent, "<old@example.com>", "250 ok"), (sent.State, sent.MessageId, sent.Reply?.Text));
        Assert.Equal(7, await services.Get<ISendLedger>().GetQuotaUsedAsync(campaign.OrganisationId, "day", TestContext.Current.CancellationToken));
    }

    internal static SqliteOutreachDbContext NewContext(string connectionString) =>
        new(new DbContextOptionsBuilder<SqliteOutreachDbContext>().UseSqlite(connectionString).Options);
}
