using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Outreach.Storage.EfCore.Sqlite.Tests.Processes;

public sealed class SqliteProcessesTests
{
    [Fact]
    public async Task Worker_KilledBySigkill_IsTakenOverAtOnce()
    {
        using var folder = new TemporaryFolder();
        await using var services = SqliteStoreFactory.Services(folder.DatabasePath);
        var campaign = await services.AddCampaignAsync(participants: 3);
        var ledger = services.Get<ISendLedger>();
        using var worker = WorkerProcess.Start("hang", folder.DatabasePath);
        var workerFile = $"{folder.DatabasePath}.worker-{(await worker.AnswerAsync())[0]}";
        await using var session = await ledger.OpenSessionAsync();

        // It lives, and has its leases.
        Assert.Equal(default, await ledger.RecoverAsync(session, StoreScenario.Start, StoreScenario.Start.AddDays(1)));
        Assert.Empty(await ledger.LeaseDueAsync(session, StoreScenario.Lease(10)));
        Assert.True(File.Exists(workerFile));

        await worker.KillAsync();

        Assert.Equal(new RecoveryReport(2, 1), await ledger.RecoverAsync(session, StoreScenario.Start, StoreScenario.Start.AddDays(1)));
        Assert.Equal(2, (await ledger.LeaseDueAsync(session, StoreScenario.Lease(10))).Count);
        Assert.Equal(1, (await ledger.GetStatsAsync(campaign.OrganisationId, campaign.Id)).InDoubt);
        Assert.False(File.Exists(workerFile));
    }

    [Fact]
    public async Task OpenSession_RemovesTheFilesOfDeadWorkersOnly()
    {
        using var folder = new TemporaryFolder();
        await using var services = SqliteStoreFactory.Services(folder.DatabasePath);
        await services.AddCampaignAsync(participants: 3);
        using var dead = WorkerProcess.Start("hang", folder.DatabasePath);
        await dead.AnswerAsync();
        var ledger = services.Get<ISendLedger>();
        await using var living = await ledger.OpenSessionAsync();
        Assert.Equal(2, WorkerFiles(folder).Length);

        await dead.KillAsync();
        await using var next = await ledger.OpenSessionAsync();

        Assert.Equal(2, WorkerFiles(folder).Length);
        Assert.Contains(WorkerFiles(folder), path => path.EndsWith(living.WorkerId.ToString("N"), StringComparison.Ordinal));
        await next.DisposeAsync();
        await living.DisposeAsync();
        Assert.Empty(WorkerFiles(folder));
    }

    [Fact]
    public async Task Processes_ThatStartTogetherOnANewFile_AllFindItReady()
    {
        using var folder = new TemporaryFolder();
        WorkerProcess[] others = [.. Enumerable.Range(0, 3).Select(_ => WorkerProcess.Start("open", folder.DatabasePath))];
        try
        {
            await Task.WhenAll(others.Select(other => other.AnswerAsync()));
            await using var services = SqliteStoreFactory.Services(folder.DatabasePath);
            Assert.Null(await services.Get<IMetadataStore>().GetAsync("any"));
        }
        finally
        {
            Array.ForEach(others, other => other.Dispose());
        }

        await using var connection = new SqliteConnection($"Data Source={folder.DatabasePath};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM __EFMigrationsHistory";
        var migrations = typeof(SqliteOutreachDbContext).Assembly.GetTypes().LongCount(type => type.IsSubclassOf(typeof(Migration)));
        Assert.Equal(migrations, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Processes_ThatShareACampaign_SendToNobodyTwiceAndKeepTheQuota()
    {
        using var folder = new TemporaryFolder();
        await using var services = SqliteStoreFactory.Services(folder.DatabasePath);
        var campaign = await services.AddCampaignAsync(participants: 150);
        WorkerProcess[] workers = [.. Enumerable.Range(0, 3).Select(_ => WorkerProcess.Start("work", folder.DatabasePath))];
        string[][] granted;
        try
        {
            granted = await Task.WhenAll(workers.Select(worker => worker.AnswerAsync()));
        }
        finally
        {
            Array.ForEach(workers, worker => worker.Dispose());
        }

        Assert.Equal(WorkerProcessRole.DayLimit, granted.Sum(lines => lines.Length));
        Assert.Equal(WorkerProcessRole.DayLimit, granted.SelectMany(lines => lines).Distinct(StringComparer.Ordinal).Count());
        var stats = await services.Get<ISendLedger>().GetStatsAsync(campaign.OrganisationId, campaign.Id);
        Assert.Equal((100, 100, 50, 0), (stats.Sent, stats.Completed, stats.Unfinished, stats.InDoubt));
    }

    private static string[] WorkerFiles(TemporaryFolder folder) => Directory.GetFiles(folder.Path, "*.worker-*");
}
