using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql.Tests;

public sealed class MigrationTests : IAsyncLifetime
{
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await (await PostgreSqlFixture.ServerAsync()).CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await (await PostgreSqlFixture.ServerAsync()).DropDatabaseAsync(_database);

    [Fact]
    public void Model_HasNoChangesWithoutMigration()
    {
        using var context = NewContext("Host=never-opened");

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Tables_AreMadeInTheSchemaThatTheHostNames_AndTheHostsOwnAreLeftAlone()
    {
        await ExecuteAsync("CREATE TABLE contacts (mine int)");
        await using var services = await ServicesAsync(options => options.Schema = "Mail_1");

        await services.AddCampaignAsync(1);

        Assert.Equal("1", await ScalarAsync("""SELECT count(*) FROM "Mail_1".contacts"""));
        Assert.Equal("0", await ScalarAsync("SELECT count(*) FROM public.contacts"));
        Assert.Equal("1", await ScalarAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task Processes_ThatStartTogether_MakeTheTablesOnce()
    {
        var processes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ServicesAsync()));

        await Task.WhenAll(processes.Select(process => process.Get<IMetadataStore>().GetAsync("any")));

        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }
    }

    [Fact]
    public async Task Database_OfANewerVersion_IsRefused()
    {
        await using (var services = await ServicesAsync())
        {
            await services.Get<IMetadataStore>().GetAsync("any");
        }

        await ExecuteAsync("INSERT INTO outreach.__outreach_migrations VALUES ('99990101000000_Later', '99.0.0')");
        await using var older = await ServicesAsync();

        var error = await Assert.ThrowsAsync<OutreachStorageException>(() => older.Get<IMetadataStore>().GetAsync("any"));

        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_OfTheFirstVersion_IsBroughtUpToDateWithItsData()
    {
        await ExecuteAsync("CREATE SCHEMA outreach");
        await using (var context = NewContext(await ConnectionStringAsync() + ";Search Path=outreach"))
        {
            await context.Database.MigrateAsync(context.Database.GetMigrations().First(), TestContext.Current.CancellationToken);
        }

        await ExecuteAsync(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "first-version.sql")));
        await using var services = await ServicesAsync();

        var campaign = Assert.Single(await services.Get<ICampaignStore>().ListActiveAsync(TestContext.Current.CancellationToken));
        Assert.Equal("An old campaign", campaign.Name);
        var ledger = services.Get<ISendLedger>();
        await using var session = await ledger.OpenSessionAsync(TestContext.Current.CancellationToken);
        var leased = Assert.Single(await ledger.LeaseAsync(session));
        Assert.Equal("ann@example.com", leased.Contact.Email);
        var sent = Assert.Single(leased.Sends);
        Assert.Equal((SendState.Sent, "<old@example.com>", "250 ok"), (sent.State, sent.MessageId, sent.Reply?.Text));
        Assert.Equal(IntentVerdict.Granted, await ledger.IntendAsync(session, leased, new QuotaClaim("day", 8)));
        Assert.Equal(8, await ledger.GetQuotaUsedAsync(campaign.OrganisationId, "day", TestContext.Current.CancellationToken));
        await using var latest = NewContext(await ConnectionStringAsync() + ";Search Path=outreach");
        Assert.Empty(await latest.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Tables_ThatAHostsOwnContextHasMade_AreUsed()
    {
        await using (var host = new HostContext(await ConnectionStringAsync()))
        {
            await host.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
            host.Add(new HostContext.Order { Id = 7, Note = "mine" });
            await host.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var services = await ServicesAsync(options =>
        {
            options.Schema = "mail";
            options.Migrate = false;
        });
        await services.AddCampaignAsync(2);
        var ledger = services.Get<ISendLedger>();
        await using var session = await ledger.OpenSessionAsync(TestContext.Current.CancellationToken);

        Assert.Equal(IntentVerdict.Granted, await ledger.IntendAsync(session, (await ledger.LeaseAsync(session))[0], new QuotaClaim("day", 1)));

        Assert.Equal("2", await ScalarAsync("SELECT count(*) FROM mail.participants"));
        Assert.Equal("mine", await ScalarAsync("""SELECT "Note" FROM "Order" """));
        Assert.Equal("0", await ScalarAsync("SELECT count(*) FROM pg_tables WHERE tablename = '__outreach_migrations'"));
    }

    [Fact]
    public async Task HostsContext_HasTheSameTablesAsOurs()
    {
        await using var host = new HostContext("Host=never-opened");
        await using var own = NewContext("Host=never-opened");

        var theirs = Columns(host).Where(column => !column.StartsWith("Order.", StringComparison.Ordinal));

        Assert.Equal(Columns(own), theirs);
    }

    private static IEnumerable<string> Columns(DbContext context) => context.GetService<IDesignTimeModel>().Model.GetEntityTypes()
        .SelectMany(type => type.GetProperties().Select(property => $"{type.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()} {property.GetCollation()}"))
        .Order(StringComparer.Ordinal);

    private static PostgreSqlOutreachDbContext NewContext(string connectionString) => new(
        new DbContextOptionsBuilder<PostgreSqlOutreachDbContext>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("__outreach_migrations", "outreach"))
            .Options);

    private async Task<string> ConnectionStringAsync() => (await PostgreSqlFixture.ServerAsync()).ConnectionString(_database, "Pooling=false");

    private async Task<ServiceProvider> ServicesAsync(Action<PostgreSqlStorageOptions>? configure = null) =>
        PostgreSqlFixture.Services(await ConnectionStringAsync(), configure: configure);

    private async Task ExecuteAsync(string sql) => await (await PostgreSqlFixture.ServerAsync()).ExecuteAsync(sql, _database);

    private async Task<string> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await ConnectionStringAsync());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return $"{await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)}";
    }

    /// <summary>An application's context with a table of its own beside Outreach's.</summary>
    private sealed class HostContext(string connectionString) : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connectionString);

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Order>();
            modelBuilder.MapOutreachPostgreSql("mail");
        }

        internal sealed class Order
        {
            public int Id { get; set; }

            public string Note { get; set; } = "";
        }
    }
}
