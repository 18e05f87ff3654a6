using Outreach.EndToEnd.Tests.Deliveries;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>The sample on PostgreSQL, by one option, with several worker processes.</summary>
public sealed class PostgreSqlRunTests(WholeRun run, PostgreSqlFixture postgreSql)
{
    [Fact]
    public async Task Run_WithSeveralWorkers_ReachesEverybodyAsOnSqlite()
    {
        using var folder = new TemporaryFolder();
        var connection = await postgreSql.CreateDatabaseAsync();

        using var sample = SampleProcess.Start("--data", folder.Path, "--postgres", connection, "--workers", "3");
        var result = (await sample.WaitAsync()).AssertSuccess();

        Assert.Equal(3, sample.WorkerIds.Distinct().Count());
        Assert.All(
            ["Contacts", "Unfinished", "In doubt", "Replied", "Bounced", "Unsubscribed", "Completed", "Sent in all"],
            name => Assert.Equal(run.Result.Number(name), result.Number(name)));
        await using var database = (await CampaignDatabase.OpenAsync(folder.Path, connection))!;
        Assert.Empty(await DeliveryCheck.RunAsync(database, ArrivedMail.ReadAll(Directory.GetFiles(folder.File("mail"), "*.eml"))));
        Assert.False(File.Exists(folder.File("outreach.db")));
    }
}
