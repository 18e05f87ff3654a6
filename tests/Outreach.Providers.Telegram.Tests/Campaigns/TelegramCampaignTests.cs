using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Sequencing;
using Outreach.Testing;

namespace Outreach.Providers.Telegram.Tests;

/// <summary>A campaign of chat messages from end to end: the real engine on SQLite, the real provider and webhook, and a server in Telegram's place.</summary>
public sealed class TelegramCampaignTests : IAsyncDisposable
{
    private const string Secret = "secret";
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outreach-telegram-");
    private readonly VirtualTimeProvider _time = new(Start);
    private readonly TelegramFixture _telegram = new() { Configure = static options => options.WebhookSecret = Secret };
    private readonly ServiceProvider _host;
    private int _updates;

    public TelegramCampaignTests() => _host = _telegram.CreateServices(_telegram.Port, TimeSpan.FromMinutes(2), services =>
    {
        services.AddSingleton<TimeProvider>(_time);
        services.AddOutreach(static outreach => outreach.ConcurrentSends = 1).UseSqlite($"Data Source={Path.Combine(_folder.FullName, "outreach.db")}");
    });

    public async ValueTask DisposeAsync()
    {
        await _telegram.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Campaign_SendsToThoseWhoListen_AndLeavesTheOthersAlone()
    {
        const string anna = "101", flood = "102", blocker = "103", replier = "104", presser = "105", leaver = "106";
        _telegram.Decide = (message, _) => message.ChatId switch
        {
            flood when _telegram.Messages.Count(one => one.ChatId == flood) == 1 => TelegramFixture.Flood(7),
            blocker => new HttpServerAnswer(403, """{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"""),
            _ => null,
        };
        var id = await StartAsync(anna, flood, blocker, replier, presser, leaver);
        await RunUntilAsync(Start.AddHours(1));

        var text = $$"""{"message_id":900,"date":{{Now}},"chat":{"id":{{replier}},"type":"private"},"from":{"id":{{replier}},"is_bot":false},"text":"Tell me more"}""";
        Assert.Equal(1, await PostAsync("message", text));
        Assert.Equal(1, await PostAsync("callback_query", $$"""{"id":"77","from":{"id":{{presser}},"is_bot":false},"data":"{{ButtonOf(presser)}}"}"""));
        Assert.Equal(1, await PostAsync("my_chat_member", $$"""{"date":{{Now}},"chat":{"id":{{leaver}},"type":"private"},"new_chat_member":{"status":"kicked"} }"""));
        await RunUntilAsync(Start.AddDays(30));

        Assert.Equal(["Hi 101", "Again"], TextsTo(anna));
        Assert.Equal(["Hi 102", "Hi 102", "Again"], TextsTo(flood)); // the first one was refused
        Assert.All([blocker, replier, presser, leaver], one => Assert.Equal(["Hi " + one], TextsTo(one)));
        Assert.Empty(_telegram.Faults);
        Assert.Equal(
            [
                (anna, ParticipantStatus.Completed), (flood, ParticipantStatus.Completed), (blocker, ParticipantStatus.Bounced), (replier, ParticipantStatus.Replied),
                (presser, ParticipantStatus.Unsubscribed), (leaver, ParticipantStatus.Unsubscribed),
            ],
            await StatusesAsync(id));
        Assert.Equal(CampaignStatus.Completed, (await Get<ICampaignService>().GetAsync(Organisation.DefaultId, id, TestEnd))!.Status);
        Assert.Equal([presser, leaver], await SuppressedAsync(anna, flood, replier, presser, leaver));
    }

    [Fact]
    public async Task Reports_TwiceAndFromStrangers_CountOnce_AndStopNobodyElse()
    {
        var id = await StartAsync("101", "102");
        await RunUntilAsync(Start.AddHours(1));
        var press = """{"id":"77","from":{"id":102,"is_bot":false},"data":"outreach:unsubscribe"}""";

        Assert.Equal(1, await PostAsync("callback_query", press, update: 5));
        Assert.Equal(0, await PostAsync("callback_query", press, update: 5));
        await PostAsync("callback_query", press.Replace("102", "999", StringComparison.Ordinal), update: 6);
        await RunUntilAsync(Start.AddDays(30));

        Assert.Equal([("101", ParticipantStatus.Completed), ("102", ParticipantStatus.Unsubscribed)], await StatusesAsync(id));
        Assert.Equal(["102", "999"], await SuppressedAsync("101", "102", "999"));
    }

    [Fact]
    public async Task LostAnswer_IsInDoubt_AndNeverFollowedByASecondPost()
    {
        _telegram.Behave(ProviderBehaviour.Close);
        var id = await StartAsync("101");
        await RunUntilAsync(Start.AddHours(1));
        _telegram.Behave(ProviderBehaviour.Accept);
        await RunUntilAsync(Start.AddDays(30));

        Assert.Equal((1, 1), (_telegram.BegunCount, _telegram.ReceivedCount));
        var contact = await Get<IContactStore>().FindByTelegramAsync(Organisation.DefaultId, "101", TestEnd);
        Assert.Equal(SendState.InDoubt, Assert.Single(await Get<ISendLedger>().ListSendsByContactAsync(Organisation.DefaultId, contact!.Id, 10, TestEnd)).State);
        Assert.Equal([("101", ParticipantStatus.Stopped)], await StatusesAsync(id));
    }

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    private T Get<T>()
        where T : notnull => _host.GetRequiredService<T>();

    private string[] TextsTo(string chat) => [.. _telegram.Messages.Where(message => message.ChatId == chat).Select(message => message.Text)];

    private string ButtonOf(string chat)
    {
        using var json = System.Text.Json.JsonDocument.Parse(_telegram.Messages.Last(message => message.ChatId == chat)["reply_markup"]!);
        return json.RootElement.GetProperty("inline_keyboard")[0][0].GetProperty("callback_data").GetString()!;
    }

    private async Task<Guid> StartAsync(params string[] people)
    {
        var bot = SenderAccount.Create("Ada", "ada_bot", HttpProviderFixture.ProviderName) with { Channel = Channel.Telegram };
        await Get<ISenderAccountStore>().SaveAsync(bot, TestEnd);
        await Get<IContactStore>().FindOrCreateAsync(Organisation.DefaultId, [.. people.Select(one => new ContactDraft { FirstName = one, TelegramId = one })], Start, TestEnd);
        var id = await Get<ICampaignService>().CreateAsync(
            new CampaignDraft
            {
                Name = "Chats",
                SenderAccountIds = [bot.Id],
                Steps =
                [
                    SequenceStep.Create(new MessageTemplate { Chat = "Hi {{ contact.first_name ?? 'you' }}" }),
                    SequenceStep.Create(new MessageTemplate { Chat = "Again" }, StepDelay.Days(3)),
                ],
            },
            TestEnd);
        await Get<ICampaignService>().StartAsync(Organisation.DefaultId, id, TestEnd);
        return id;
    }

    private async Task RunUntilAsync(DateTimeOffset end)
    {
        while (true)
        {
            var report = await Get<ISendEngine>().RunDueAsync(cancellationToken: TestEnd);
            if (report.NextDueAt is not { } next || next > end)
            {
                _time.AdvanceTo(end);
                return;
            }

            _time.AdvanceTo(next);
        }
    }

    private async Task<int> PostAsync(string kind, string body, int? update = null)
    {
        var reading = await _host.GetRequiredKeyedService<IProviderWebhook>(HttpProviderFixture.ProviderName).ReadAsync(
            new WebhookRequest
            {
                Headers = new Dictionary<string, string> { ["X-Telegram-Bot-Api-Secret-Token"] = Secret },
                Body = Encoding.UTF8.GetBytes($$"""{"update_id":{{update ?? ++_updates}},"{{kind}}":{{body}} }"""),
            },
            TestEnd);
        Assert.True(reading.IsSuccess, reading.Problem);
        return await Get<IProviderEventHandler>().HandleAsync(HttpProviderFixture.ProviderName, reading.Events, TestEnd);
    }

    private async Task<List<(string Who, ParticipantStatus Status)>> StatusesAsync(Guid campaignId)
    {
        var statuses = new List<(string, ParticipantStatus)>();
        await foreach (var participant in Get<IParticipantStore>().ReadAsync(Organisation.DefaultId, campaignId, cancellationToken: TestEnd))
        {
            var contact = await Get<IContactStore>().FindAsync(Organisation.DefaultId, participant.ContactId, TestEnd);
            statuses.Add((contact!.TelegramId!, participant.Status));
        }

        return [.. statuses.Order()];
    }

    private async Task<List<string>> SuppressedAsync(params string[] people)
    {
        var suppressed = new List<string>();
        foreach (var one in people)
        {
            if (await Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, one, TestEnd) is not null)
            {
                suppressed.Add(one);
            }
        }

        return suppressed;
    }
}
