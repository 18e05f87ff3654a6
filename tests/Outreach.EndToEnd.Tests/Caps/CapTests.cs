using Microsoft.Extensions.DependencyInjection;
using Outreach.EndToEnd.Tests.ConsoleSample;
using Outreach.EndToEnd.Tests.Deliveries;
using Outreach.TestWorker;

namespace Outreach.EndToEnd.Tests.Caps;

/// <summary>
/// Four worker processes share daily caps and a rate while they are killed at random moments. What they may not exceed is counted in the
/// files of a receiver in a process of its own, which writes each message to the disk before it acknowledges it.
/// </summary>
public sealed class CapTests(PostgreSqlFixture postgreSql)
{
    private const int Workers = 4;
    private const int ConcurrentSends = 8;
    private const int MostTries = 4;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("OUTREACH_SEED") ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    private static CapPlan FirstPlan => Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? CapPlan.Long : CapPlan.Short;

    [Fact]
    public async Task WorkersOnPostgreSql_KilledAtRandomMoments_ExceedNoCap() => await RunAsync(async () => await postgreSql.CreateDatabaseAsync());

    [Fact]
    public async Task WorkersOnSqlite_KilledAtRandomMoments_ExceedNoCap()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: signals are sent by kill");
        await RunAsync(() => Task.FromResult<string?>(null));
    }

    /// <summary>Runs until the caps were not only kept but reached: where the machine was too busy to reach them, once more with longer days.</summary>
    private static async Task RunAsync(Func<Task<string?>> connect)
    {
        var plan = FirstPlan;
        for (var tries = 1; !await RunAsync(plan, await connect()); tries++)
        {
            Assert.True(tries < MostTries, "No cap was reached, however long the days were.");
            plan = plan with { Day = plan.Day * 4 };
        }
    }

    private static async Task<bool> RunAsync(CapPlan plan, string? connection)
    {
        using var folder = new TemporaryFolder();
        using var receiver = await Receiver.StartAsync(folder.File("mailbox"));
        Directory.CreateDirectory(folder.File("data"));
        var settings = new WorkerSettings
        {
            PostgreSql = connection,
            Sqlite = folder.File("data", "outreach.db"),
            SmtpPort = int.Parse(receiver.Port, System.Globalization.CultureInfo.InvariantCulture),
            ConcurrentSends = ConcurrentSends,
            GmailRate = plan.GmailRate,
            Start = Start,
            RealStart = DateTimeOffset.UtcNow,
            Speed = TimeSpan.FromDays(1) / plan.Day,
        };
        await using var services = Build(settings);
        await CreateCampaignAsync(services, plan);

        var kills = await RunWorkersAsync(services, settings, plan);

        var mails = ArrivedMail.ReadAll(receiver.Files);
        await using var database = (await CampaignDatabase.OpenAsync(folder.File("data"), connection))!;
        var doubts = await DeliveryCheck.RunAsync(database, mails);
        var perDay = mails.CountBy(mail => (mail.From, mail.Date.UtcDateTime.Date)).Select(day => day.Value).ToList();
        var perWindow = mails.Where(mail => mail.Recipient.EndsWith("@gmail.com", StringComparison.Ordinal))
            .CountBy(mail => mail.Date.UtcTicks / plan.GmailRate.Period.Ticks)
            .Select(window => window.Value)
            .ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"seed {Seed}: {mails.Count} messages, {kills} kills, {doubts.Count} in doubt; {perDay.Count} days of senders with up to {perDay.Max()} of {plan.DailyCap}, "
            + $"{perWindow.Count} windows with up to {perWindow.Max()} of {plan.GmailRate.Messages}");
        Assert.InRange(perDay.Max(), 1, plan.DailyCap);
        Assert.InRange(perWindow.Max(), 1, plan.GmailRate.Messages);
        Assert.InRange(doubts.Count, 0, kills * ConcurrentSends);
        return perDay.Max() == plan.DailyCap && perWindow.Max() == plan.GmailRate.Messages;
    }

    private static ServiceProvider Build(WorkerSettings settings)
    {
        var services = new ServiceCollection();
        WorkerHost.Add(services, settings);
        return services.BuildServiceProvider();
    }

    private static async Task CreateCampaignAsync(ServiceProvider services, CapPlan plan)
    {
        var senders = services.GetRequiredService<ISenderAccountStore>();
        for (var i = 0; i < plan.Senders; i++)
        {
            await senders.SaveAsync(SenderAccount.Create($"Sender {i}", $"sender{i}@sender.example", "primary") with { DailyCap = plan.DailyCap, TimeZone = "Etc/UTC" });
        }

        var contacts = services.GetRequiredService<IContactStore>();
        foreach (var numbers in Enumerable.Range(0, plan.Contacts).Chunk(1_000))
        {
            await contacts.FindOrCreateAsync(
                Organisation.DefaultId, [.. numbers.Select(i => new ContactDraft { Email = i % 4 == 0 ? $"c{i}@gmail.com" : $"c{i}@a.example" })], Start);
        }

        var campaigns = services.GetRequiredService<ICampaignService>();
        var id = await campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Caps",
            Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi! {{ unsubscribe_url }}" })],
            Schedule = SendingSchedule.Always,
        });
        await campaigns.StartAsync(id);
    }

    private static async Task<int> RunWorkersAsync(ServiceProvider services, WorkerSettings settings, CapPlan plan)
    {
        var random = new Random(Seed);
        var participants = services.GetRequiredService<IParticipantStore>();
        var campaign = Assert.Single(await services.GetRequiredService<ICampaignService>().ListAsync(Organisation.DefaultId));
        using var patience = new CancellationTokenSource(plan.Patience);
        await using var workers = TestWorkers.Start(settings, Workers);
        while (await participants.CountUnfinishedAsync(Organisation.DefaultId, campaign.Id, patience.Token) > 0)
        {
            await Task.Delay(plan.ShortestLife + (random.NextDouble() * (plan.LongestLife - plan.ShortestLife)), patience.Token);
            workers.KillOne(random);
        }

        await workers.StopAsync();
        return workers.Kills;
    }
}
