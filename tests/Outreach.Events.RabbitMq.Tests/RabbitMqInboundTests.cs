using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.TestServers;

namespace Outreach.Events.RabbitMq.Tests;

public sealed class RabbitMqInboundTests(RabbitMqServer server) : IClassFixture<RabbitMqServer>
{
    private readonly string _queue = $"in-{Guid.NewGuid():N}";

    [Fact]
    public async Task Reply_StopsTheParticipant_OnceHoweverOftenItComes()
    {
        await using var fixture = await RabbitMqFixture.CreateAsync(server, builder => AddInbound(builder));
        var (campaignId, contactId) = await SendTwoStepsAsync(fixture);
        await fixture.StartInboundAsync();
        await RabbitMqFixture.UntilAsync(async () => await HasQueueAsync(fixture));
        var json = Reply("m-1", "ann@example.com", "yes, please");

        for (var i = 0; i < 3; i++)
        {
            await fixture.PublishAsync(_queue, json);
        }

        await RabbitMqFixture.UntilAsync(async () => (await ParticipantAsync(fixture, contactId)).Status == ParticipantStatus.Replied);
        await fixture.StopInboundAsync();
        await fixture.StartInboundAsync();
        await RabbitMqFixture.UntilAsync(async () => await fixture.CountAsync(_queue) == 0);
        await fixture.StopInboundAsync();

        var participant = await ParticipantAsync(fixture, contactId);
        Assert.Null(participant.DueAt);
        var told = Assert.Single(await fixture.Get<IDeliveryEventStore>().ListByContactAsync(Organisation.DefaultId, contactId));
        Assert.Equal(($"event:m-1/{participant.Id:N}", DeliveryEventType.Replied, "yes, please", campaignId), (told.Key, told.Type, told.Detail, told.CampaignId!.Value));
        Assert.Empty(await fixture.TakeAllAsync(_queue + ".invalid"));
    }

    [Fact]
    public async Task MessageThatCannotBeUsed_GoesToTheInvalidOnes_WithTheReason()
    {
        await using var fixture = await RabbitMqFixture.CreateAsync(server, builder => AddInbound(builder, options => options.MaxMessageBytes = 2048));
        await fixture.StartInboundAsync();
        await RabbitMqFixture.UntilAsync(async () => await HasQueueAsync(fixture));
        var id = Organisation.DefaultId;
        (string Json, string Reason)[] cases =
        [
            ("nonsense", "is an invalid"),
            ("null", "The message is null."),
            ("{}", "missing required properties"),
            ($$"""{"id":"1","organisationId":"{{id}}","at":"yesterday","from":"a@example.com"}""", "at"),
            ($$"""{"id":"1","organisationId":"{{id}}","at":"2026-03-02T09:00:00Z"}""", "names nobody"),
            ($$"""{"id":"1","organisationId":"{{id}}","at":"2026-03-02T09:00:00Z","from":"{{new string('a', 400)}}"}""", "Address has 400 characters"),
            ($$"""{"id":"1","organisationId":"{{id}}","at":"2026-03-02T09:00:00Z","from":"a@b.c","channel":"pigeon"}""", "channel"),
            ($$"""{"id":"1","id":"2","organisationId":"{{id}}","at":"2026-03-02T09:00:00Z","from":"a@b.c"}""", "id"),
            (new string(' ', 4096), "The message has 4096 bytes; at most 2048 are read."),
        ];

        foreach (var (json, _) in cases)
        {
            await fixture.PublishAsync(_queue, Encoding.UTF8.GetBytes(json));
        }

        await RabbitMqFixture.UntilAsync(async () => await fixture.CountAsync(_queue + ".invalid") == cases.Length);
        await fixture.StopInboundAsync();
        var invalid = await fixture.TakeAllAsync(_queue + ".invalid");
        Assert.All(invalid.Zip(cases), pair =>
        {
            Assert.Equal(pair.Second.Json, Encoding.UTF8.GetString(pair.First.Body.Span));
            Assert.Contains(pair.Second.Reason, Encoding.UTF8.GetString((byte[])pair.First.BasicProperties.Headers![InboundConsumer.ReasonHeader]!), StringComparison.OrdinalIgnoreCase);
        });
        Assert.Equal(0u, await fixture.CountAsync(_queue));
    }

    [Fact]
    public async Task MessageOfAStranger_IsDropped()
    {
        await using var fixture = await RabbitMqFixture.CreateAsync(server, builder => AddInbound(builder));
        await fixture.StartInboundAsync();
        await RabbitMqFixture.UntilAsync(async () => await HasQueueAsync(fixture));

        await fixture.PublishAsync(_queue, Reply("m-2", "stranger@example.com", "hi"));
        await fixture.PublishAsync(_queue, Encoding.UTF8.GetBytes("nonsense"));

        // Messages are taken one after another: when the second is set aside, the first has been acknowledged.
        await RabbitMqFixture.UntilAsync(async () => await fixture.CountAsync(_queue + ".invalid") > 0);
        await fixture.StopInboundAsync();
        Assert.All([.. await fixture.TakeAllAsync(_queue), .. await fixture.TakeAllAsync(_queue + ".invalid")], left => Assert.Equal("nonsense", Encoding.UTF8.GetString(left.Body.Span)));
    }

    [Fact]
    public async Task Message_IsHandedOverWithAllItSays()
    {
        var handler = new FailingHandler(failures: 0);
        await using var fixture = await RabbitMqFixture.CreateAsync(server, builder =>
        {
            AddInbound(builder);
            builder.Services.AddSingleton<IExternalEventHandler>(handler);
        });
        await fixture.StartInboundAsync();
        await RabbitMqFixture.UntilAsync(async () => await HasQueueAsync(fixture));
        var (participant, contact) = (Guid.NewGuid(), Guid.NewGuid());

        await fixture.PublishAsync(_queue, Encoding.UTF8.GetBytes(
            $$"""
            {"id":"tg/7","organisationId":"{{Organisation.DefaultId}}","channel":"telegram","participantId":"{{participant}}","contactId":"{{contact}}",
             "from":"@ann","inReplyTo":"<1@x.example>","text":"away","isAutomatic":true,"at":"2026-03-02T09:00:00Z"}
            """));

        await fixture.PublishAsync(_queue, Encoding.UTF8.GetBytes(
            $$"""
            {"id":"tg/8","organisationId":"{{Organisation.DefaultId}}","from":"ann@x.example","sentiment":"negative","subject":"Re: Hello","mailbox":"ada@sender.example","at":"2026-03-02T09:00:00Z"}
            """));

        await RabbitMqFixture.UntilAsync(() => Task.FromResult(handler.Received.Count == 2));
        await fixture.StopInboundAsync();
        var expected = new ExternalEvent
        {
            Key = "tg/7",
            Type = DeliveryEventType.AutoReplied,
            Channel = Channel.Telegram,
            ParticipantId = participant,
            ContactId = contact,
            Address = "@ann",
            InReplyTo = "<1@x.example>",
            Detail = "away",
            At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        };
        var received = handler.Received.OrderBy(static happened => happened.Key, StringComparer.Ordinal).ToList();
        Assert.Equal(expected, received[0]);
        Assert.Equal((ReplySentiment.Negative, "Re: Hello", "ada@sender.example"), (received[1].Sentiment, received[1].Subject, received[1].Mailbox));
    }

    [Fact]
    public async Task MessageWhoseRecordingFails_ComesAgain()
    {
        var handler = new FailingHandler(failures: 2);
        await using var fixture = await RabbitMqFixture.CreateAsync(server, builder =>
        {
            AddInbound(builder);
            builder.Services.AddSingleton<IExternalEventHandler>(handler);
        });
        await fixture.StartInboundAsync();
        await RabbitMqFixture.UntilAsync(async () => await HasQueueAsync(fixture));

        await fixture.PublishAsync(_queue, Reply("m-3", "a@example.com", "hi"));

        await RabbitMqFixture.UntilAsync(() => Task.FromResult(handler.Received.Count == 1));
        await fixture.StopInboundAsync();
        Assert.Equal(3, handler.Calls);
        Assert.Equal(0u, await fixture.CountAsync(_queue));
    }

    [Fact]
    public async Task MessageWhoseRecordingAlwaysFails_GoesToTheInvalidOnes_InTheEnd()
    {
        await using var fixture = await RabbitMqFixture.CreateAsync(server, builder =>
        {
            AddInbound(builder, options => options.MaxDeliveries = 2);
            builder.Services.AddSingleton<IExternalEventHandler>(new FailingHandler(int.MaxValue));
        });
        await fixture.StartInboundAsync();
        await RabbitMqFixture.UntilAsync(async () => await HasQueueAsync(fixture));

        await fixture.PublishAsync(_queue, Reply("m-4", "a@example.com", "hi"));

        await RabbitMqFixture.UntilAsync(async () => await fixture.CountAsync(_queue + ".invalid") == 1);
        await fixture.StopInboundAsync();
    }

    [Fact]
    public async Task BrokerKilledInBetween_IsConnectedToAgain()
    {
        var handler = new FailingHandler(failures: 0);
        await using (var fixture = await RabbitMqFixture.CreateAsync(server, builder =>
        {
            AddInbound(builder);
            builder.Services.AddSingleton<IExternalEventHandler>(handler);
        }))
        {
            await fixture.StartInboundAsync();
            await RabbitMqFixture.UntilAsync(async () => await HasQueueAsync(fixture));
            await server.KillAsync();
            await server.StartAsync();

            await using var publisher = await RabbitMqFixture.CreateAsync(server);
            await publisher.PublishAsync(_queue, Reply("m-5", "a@example.com", "hi"));

            await RabbitMqFixture.UntilAsync(() => Task.FromResult(!handler.Received.IsEmpty));
            await fixture.StopInboundAsync();
        }
    }

    private static byte[] Reply(string id, string from, string text) => Encoding.UTF8.GetBytes(
        $$"""{"id":"{{id}}","organisationId":"{{Organisation.DefaultId}}","channel":"email","from":"{{from}}","text":"{{text}}","at":"2026-03-02T09:00:00Z"}""");

    private static async Task<(Guid CampaignId, Guid ContactId)> SendTwoStepsAsync(RabbitMqFixture fixture)
    {
        var sender = SenderAccount.Create("Ada Sender", "ada@sender.example", "primary") with
        {
            BounceAddress = "bounces@sender.example",
            UnsubscribeAddress = "unsub@sender.example",
        };
        await fixture.Get<ISenderAccountStore>().SaveAsync(sender);
        var contacts = await fixture.Get<IContactStore>().FindOrCreateAsync(
            Organisation.DefaultId, [new ContactDraft { Email = "ann@example.com" }], TimeProvider.System.GetUtcNow());
        var campaigns = fixture.Get<ICampaignService>();
        var template = new MessageTemplate { Subject = "Hello", Text = "Hi! {{ unsubscribe_url }}" };
        var id = await campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Test",
            Steps = [SequenceStep.Create(template), SequenceStep.Create(template) with { Delay = StepDelay.Days(3) }],
            Schedule = SendingSchedule.Always,
        });
        await campaigns.StartAsync(id);
        await fixture.Get<ISendEngine>().RunDueAsync();
        return (id, contacts[0].ContactId);
    }

    private static async Task<Participant> ParticipantAsync(RabbitMqFixture fixture, Guid contactId) =>
        Assert.Single(await fixture.Get<IParticipantStore>().ListByContactAsync(Organisation.DefaultId, contactId));

    private async Task<bool> HasQueueAsync(RabbitMqFixture fixture)
    {
        await using var connection = await RabbitMqFixture.ConnectAsync(server.Port);
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(_queue)).ConsumerCount > 0 && fixture.Services is not null;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return false;
        }
    }

    private void AddInbound(IOutreachBuilder builder, Action<RabbitMqInboundOptions>? configure = null) => builder.AddRabbitMqInbound(options =>
    {
        options.Queue = _queue;
        configure?.Invoke(options);
    });

    private sealed class FailingHandler(int failures) : IExternalEventHandler
    {
        public System.Collections.Concurrent.ConcurrentQueue<ExternalEvent> Received { get; } = new();

        public int Calls { get; private set; }

        public Task<ExternalEventResult> HandleAsync(ExternalEvent externalEvent, CancellationToken cancellationToken = default)
        {
            if (Calls++ < failures)
            {
                throw new OutreachStorageException("The database is away.");
            }

            Received.Enqueue(externalEvent);
            return Task.FromResult(new ExternalEventResult());
        }
    }
}
