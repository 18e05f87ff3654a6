using Outreach.EndToEnd.Tests.Deliveries;
using Outreach.TestServers;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>
/// Kills processes of a run that sends from PostgreSQL with several workers, and the database itself, while the receiver lives on. What the
/// database confirms is on the disk (fsync on).
/// </summary>
public sealed class PostgreSqlKillTests
{
    private const int Workers = 3;

    // How many messages each process of the sample hands over at the same time.
    private const int ConcurrentSends = 4;

    [Fact]
    public async Task Run_WhoseProcessesAreKilledAtRandomMoments_MailsNobodyTwiceAndLosesNobodySilently()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: the test's server runs on Unix");
        await using var server = await PostgreSqlServer.StartAsync(durable: true);
        var kills = KillTotals.Wanted(50, 1_000);
        var totals = new KillTotals();
        for (var seed = KillTotals.FirstSeed; totals.Kills < kills; seed++)
        {
            var random = new Random(seed);
            await RunOneCampaignAsync(server, totals, (sample, run) => KillAsync(sample, run, random, kills, totals));
            totals.Write("kills", seed);
        }

        totals.AssertStruckSending();
        Assert.InRange(totals.InDoubt, 0, totals.InFlight);
    }

    [Fact]
    public async Task Run_WhoseDatabaseCrashes_MailsNobodyTwiceAndLosesNobodySilently()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: the test's server runs on Unix");
        await using var server = await PostgreSqlServer.StartAsync(durable: true);
        var crashes = KillTotals.Wanted(3, 50);
        var totals = new KillTotals();
        for (var seed = KillTotals.FirstSeed; totals.Kills < crashes; seed++)
        {
            var random = new Random(seed);
            await RunOneCampaignAsync(server, totals, (sample, run) => CrashAsync(server, sample, run, random, crashes, totals));
            totals.Write("crashes of the database", seed);
        }

        totals.AssertStruckSending();
        Assert.InRange(totals.InDoubt, 0, totals.Kills * ConcurrentSends * (Workers + 1));
    }

    /// <summary>Runs a campaign to its end; whenever its process is gone or gave up, it is started again.</summary>
    private static async Task RunOneCampaignAsync(PostgreSqlServer server, KillTotals totals, Func<SampleProcess, Run, Task> harmAsync)
    {
        var name = await server.CreateDatabaseAsync();
        using var folder = new TemporaryFolder();
        using var receiver = await Receiver.StartAsync(folder.File("mailbox"));
        var run = new Run(server.ConnectionString(name), folder.File("data"), receiver);
        SampleResult finished;
        do
        {
            using var sample = run.Start();
            await harmAsync(sample, run);
            finished = await sample.WaitAsync();
        }
        while (finished.ExitCode != 0);

        totals.Campaigns++;
        totals.Mails += receiver.Files.Count;
        await using var database = (await CampaignDatabase.OpenAsync(run.Data, run.Database))!;
        totals.InDoubt += await KillTests.CheckAsync(database, receiver, finished);
        await server.DropDatabaseAsync(name);
    }

    /// <summary>Kills workers, now and then the process that started them.</summary>
    private static async Task KillAsync(SampleProcess sample, Run run, Random random, int kills, KillTotals totals)
    {
        var killed = new HashSet<int>();
        while (totals.Kills < kills && await KillTests.WaitAsync(sample, run.Receiver, random))
        {
            var workers = sample.WorkerIds.Where(id => !killed.Contains(id)).OrderBy(_ => random.Next()).ToList();
            var victim = random.Next(10) == 0 || workers.Count == 0 ? sample.Id : workers[0];
            killed.Add(victim);
            if (await VictimProcess.KillAsync(victim, [sample.Id, .. workers], run.Database) is { } inFlight)
            {
                totals.Kills++;
                totals.AfterFirstMail += run.Receiver.Count > 0 ? 1 : 0;
                totals.InFlight += inFlight;
            }
        }
    }

    private static async Task CrashAsync(PostgreSqlServer server, SampleProcess sample, Run run, Random random, int crashes, KillTotals totals)
    {
        while (totals.Kills < crashes && await KillTests.WaitAsync(sample, run.Receiver, random))
        {
            await server.CrashAsync();
            totals.Kills++;
            totals.AfterFirstMail += run.Receiver.Count > 0 ? 1 : 0;
            await server.RestartAsync();
        }
    }

    private sealed record Run(string Database, string Data, Receiver Receiver)
    {
        public SampleProcess Start() => SampleProcess.Start(
            Database, ["--data", Data, "--receiver", Receiver.Port, "--mailbox", Receiver.Mailbox, "--workers", $"{Workers}"]);
    }
}
