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

    internal static SqliteOutreachDbContext NewContext(string connectionString) =>
        new(new DbContextOptionsBuilder<SqliteOutreachDbContext>().UseSqlite(connectionString).Options);
}
