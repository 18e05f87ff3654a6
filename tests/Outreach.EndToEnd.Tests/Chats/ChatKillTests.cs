using Microsoft.Extensions.DependencyInjection;
using Outreach.EndToEnd.Tests.Caps;
using Outreach.EndToEnd.Tests.Deliveries;
using Outreach.TestWorker;

namespace Outreach.EndToEnd.Tests.Chats;

/// <summary>Kills the worker of a chat campaign, each time while a message is at the gateway and its answer is not back.</summary>
public sealed class ChatKillTests
{
    private const int Contacts = 80;
    private const int Kills = 4;
    private const int ConcurrentSends = 4;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task GatewayThatKnowsKeys_GetsTheMessageAgainWithTheSameKey_AndEverybodyIsSentToOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: signals are sent by kill");
        await using var gateway = new CountingGateway(Kills);

        var sends = await RunAsync(gateway, isKeyed: true);

        var byKey = gateway.Requests.GroupBy(static request => request.Key, StringComparer.Ordinal).ToList();
        Assert.Equal(Contacts, sends.Count);
        Assert.All(sends, static send => Assert.Equal(SendState.Sent, send.State));
        Assert.Equal(sends.Select(static send => send.Id.ToString("N")).Order(), byKey.Select(static group => group.Key).Order());
        Assert.All(byKey, static group => Assert.Single(group.Select(static request => request.Body).Distinct()));
        Assert.InRange(byKey.Count(static group => group.Count() > 1), 1, Kills * ConcurrentSends);
    }

    [Fact]
    public async Task GatewayThatIgnoresKeys_NeverGetsAMessageAgain_AndWhatWasThereIsInDoubt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: signals are sent by kill");
        await using var gateway = new CountingGateway(Kills);

        var sends = await RunAsync(gateway, isKeyed: false);

        var keys = gateway.Requests.Select(static request => request.Key).ToList();
        Assert.Equal(keys.Distinct(), keys);
        Assert.Equal(Contacts, sends.Count);
        Assert.All(sends, static send => Assert.True(send.State is SendState.Sent or SendState.InDoubt, send.State.ToString()));
        Assert.All(sends.Where(static send => send.State == SendState.Sent), send => Assert.Contains(send.Id.ToString("N"), keys));
        Assert.InRange(sends.Count(static send => send.State == SendState.InDoubt), Kills, Kills * ConcurrentSends);
    }

    private static async Task<IReadOnlyList<SendRecord>> RunAsync(CountingGateway gateway, bool isKeyed)
    {
        using var folder = new TemporaryFolder();
        var settings = new WorkerSettings
        {
            Sqlite = folder.File("outreach.db"),
            SmtpPort = 1,
            Gateway = gateway.Address,
            IsGatewayKeyed = isKeyed,
            ConcurrentSends = ConcurrentSends,
            GmailRate = SendRate.PerHour(1_000),
            Start = Start,
            RealStart = DateTimeOffset.UtcNow,
            Speed = 3_600,
        };
        var services = new ServiceCollection();
        WorkerHost.Add(services, settings);
        await using (var host = services.BuildServiceProvider())
        {
            await CreateCampaignAsync(host);
            await KillWorkersAsync(host, settings, gateway);
        }

        await using var database = (await CampaignDatabase.OpenAsync(folder.Path))!;
        Assert.Equal(CampaignStatus.Completed, database.Campaign.Status);
        return await database.GetSendsAsync();
    }

    private static async Task CreateCampaignAsync(ServiceProvider host)
    {
        await host.GetRequiredService<ISenderAccountStore>().SaveAsync(SenderAccount.Create("Bot", "ada_bot", "bot") with { Channel = Channel.Telegram });
        await host.GetRequiredService<IContactStore>().FindOrCreateAsync(
            Organisation.DefaultId, [.. Enumerable.Range(0, Contacts).Select(static i => new ContactDraft { TelegramId = $"user{i}" })], Start);
        var campaigns = host.GetRequiredService<ICampaignService>();
        await campaigns.StartAsync(await campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Chat",
            Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hi", Text = "Hi!" })],
            Schedule = SendingSchedule.Always,
        }));
    }

    private static async Task KillWorkersAsync(ServiceProvider host, WorkerSettings settings, CountingGateway gateway)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        var campaigns = host.GetRequiredService<ICampaignService>();
        var campaign = Assert.Single(await campaigns.ListAsync(Organisation.DefaultId));
        await using var workers = TestWorkers.Start(settings, 1);
        while (workers.Kills < Kills)
        {
            await gateway.WaitAsync(patience.Token);
            workers.KillOne(Random.Shared);
        }

        while ((await campaigns.GetAsync(Organisation.DefaultId, campaign.Id, patience.Token))!.Status != CampaignStatus.Completed)
        {
            await Task.Delay(50, patience.Token);
        }

        await workers.StopAsync();
    }
}
