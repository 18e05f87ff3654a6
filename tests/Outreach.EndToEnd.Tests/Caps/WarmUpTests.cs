using Microsoft.Extensions.DependencyInjection;
using Outreach.EndToEnd.Tests.ConsoleSample;
using Outreach.EndToEnd.Tests.Deliveries;
using Outreach.TestWorker;

namespace Outreach.EndToEnd.Tests.Caps;

/// <summary>Worker processes share the volume of a day of a warm-up. What arrived on each day is counted in the files of a receiver.</summary>
public sealed class WarmUpTests(PostgreSqlFixture postgreSql)
{
    private const int Workers = 2;
    private const int Contacts = 30;
    private const int Volume = 12;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task WorkersOnPostgreSql_SendNoMoreADayThanTheWarmUpAllows() => await RunAsync(await postgreSql.CreateDatabaseAsync());

    [Fact]
    public async Task WorkersOnSqlite_SendNoMoreADayThanTheWarmUpAllows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: signals are sent by kill");
        await RunAsync(null);
    }

    private static async Task RunAsync(string? connection)
    {
        using var folder = new TemporaryFolder();
        using var receiver = await Receiver.StartAsync(folder.File("mailbox"));
        Directory.CreateDirectory(folder.File("data"));
        var settings = new WorkerSettings
        {
            PostgreSql = connection,
            Sqlite = folder.File("data", "outreach.db"),
            SmtpPort = int.Parse(receiver.Port, System.Globalization.CultureInfo.InvariantCulture),
            ConcurrentSends = 8,
            GmailRate = new SendRate(1_000, TimeSpan.FromHours(1)),
            WarmsUp = true,
            Start = Start,
            RealStart = DateTimeOffset.UtcNow,
            Speed = TimeSpan.FromDays(1) / Day,
        };
        var services = new ServiceCollection();
        WorkerHost.Add(services, settings);
        await using var provider = services.BuildServiceProvider();
        await CreateCampaignAsync(provider);

        await RunWorkersAsync(provider, settings);

        var perDay = ArrivedMail.ReadAll(receiver.Files).CountBy(mail => mail.Date.UtcDateTime.Date).Select(day => day.Value).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"messages a day: {string.Join(", ", perDay)}");
        Assert.Equal(Contacts, perDay.Sum());
        Assert.All(perDay, messages => Assert.InRange(messages, 1, Volume));
    }

    private static async Task CreateCampaignAsync(ServiceProvider services)
    {
        // Long enough for a machine on which the workers start late.
        await services.GetRequiredService<ISendingIpService>().SaveAsync(
            new SendingIp
            {
                OrganisationId = Organisation.DefaultId,
                Address = "127.0.0.1",
                ProviderName = "primary",
                Pool = "primary",
                WarmUp = new WarmUp { Plan = new WarmUpPlan { Stages = [new(365, Volume)] }, StartedOn = DateOnly.FromDateTime(Start.UtcDateTime) },
            },
            "new");
        await services.GetRequiredService<ISenderAccountStore>().SaveAsync(SenderAccount.Create("Sender", "sender@sender.example", "primary"));
        await services.GetRequiredService<IContactStore>().FindOrCreateAsync(
            Organisation.DefaultId, [.. Enumerable.Range(0, Contacts).Select(i => new ContactDraft { Email = $"c{i}@a.example" })], Start);
        var campaigns = services.GetRequiredService<ICampaignService>();
        await campaigns.StartAsync(await campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Warm-up",
            Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi! {{ unsubscribe_url }}" })],
            Schedule = SendingSchedule.Always,
        }));
    }

    private static async Task RunWorkersAsync(ServiceProvider services, WorkerSettings settings)
    {
        var participants = services.GetRequiredService<IParticipantStore>();
        var campaign = Assert.Single(await services.GetRequiredService<ICampaignService>().ListAsync(Organisation.DefaultId));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        await using var workers = TestWorkers.Start(settings, Workers);
        while (await participants.CountUnfinishedAsync(Organisation.DefaultId, campaign.Id, patience.Token) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }

        await workers.StopAsync();
    }
}
