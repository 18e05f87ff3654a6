using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Storage.EfCore.Sqlite.Tests;

public sealed class SqliteHostContextTests
{
    [Fact]
    public async Task Tables_ThatAHostsOwnContextHasMade_AreUsed()
    {
        using var folder = new TemporaryFolder();
        await using (var host = new HostContext(folder.DatabasePath))
        {
            await host.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
            host.Add(new HostContext.Order { Id = 7, Note = "mine" });
            await host.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var services = Services(folder.DatabasePath);
        await services.AddCampaignAsync(participants: 2);

        await using var again = new HostContext(folder.DatabasePath);
        Assert.Equal("mine", (await again.Set<HostContext.Order>().SingleAsync(TestContext.Current.CancellationToken)).Note);
        await using var session = await services.Get<ISendLedger>().OpenSessionAsync(TestContext.Current.CancellationToken);
        var leased = await services.Get<ISendLedger>().LeaseDueAsync(
            session,
            new LeaseRequest { Now = StoreScenario.Start.AddDays(1), Limit = 10, Duration = TimeSpan.FromMinutes(15) },
            TestContext.Current.CancellationToken);
        Assert.Equal(2, leased.Count);
        Assert.DoesNotContain(
            await again.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master").ToListAsync(TestContext.Current.CancellationToken),
            name => name.Contains("__EFMigrations", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HostsContext_HasTheSameTablesAsOurs()
    {
        await using var host = new HostContext("never-opened.db");
        await using var own = SqliteMigrationTests.NewContext("Data Source=never-opened.db");

        var theirs = Columns(host).Where(column => !column.StartsWith("Order.", StringComparison.Ordinal));

        Assert.Equal(Columns(own), theirs);
    }

    private static IEnumerable<string> Columns(DbContext context) => context.Model.GetEntityTypes()
        .SelectMany(type => type.GetProperties().Select(property => $"{type.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()}"))
        .Order(StringComparer.Ordinal);

    private static ServiceProvider Services(string path)
    {
        var services = new ServiceCollection();
        new SqliteStoreFactory.Builder(services).UseSqlite($"Data Source={path}", sqlite => sqlite.Migrate = false);
        return services.BuildServiceProvider();
    }

    /// <summary>An application's context with a table of its own beside Outreach's.</summary>
    private sealed class HostContext(string path) : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlite($"Data Source={path};Pooling=False");

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Order>();
            modelBuilder.MapOutreachSqlite();
        }

        internal sealed class Order
        {
            public int Id { get; set; }

            public string Note { get; set; } = "";
        }
    }
}
