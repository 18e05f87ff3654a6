using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;
using Outreach.TestServers;

namespace Outreach.Events.RabbitMq.Tests;

public sealed class RabbitMqPublisherTests(RabbitMqServer server) : IClassFixture<RabbitMqServer>
{
    [Fact]
    public async Task Events_AreRoutedByName_AndCarryTheEnvelope()
    {
        await using var fixture = await RabbitMqFixture.CreateAsync(server);
        var all = await fixture.BindAsync("#");
        var messages = await fixture.BindAsync("message.*");
        var sent = RabbitMqFixture.NewEvent();
        await fixture.AddAsync(sent, RabbitMqFixture.NewEvent(EventTypes.CampaignPaused));

        Assert.Equal(2, await fixture.DispatchAsync());

        Assert.Equal(2, (await fixture.TakeAllAsync(all)).Count);
        var message = Assert.Single(await fixture.TakeAllAsync(messages));
        Assert.Equal((EventTypes.MessageSent, sent.Id.ToString(), true), (message.RoutingKey, message.BasicProperties.MessageId, message.BasicProperties.Persistent));
        using var json = JsonDocument.Parse(message.Body);
        Assert.Equal(sent.Id, json.RootElement.GetProperty("id").GetGuid());
        Assert.Equal(0, await fixture.WaitingAsync());
    }

    [Fact]
    public async Task Batch_IsPublishedInOrder()
    {
        await using var fixture = await RabbitMqFixture.CreateAsync(server);
        var queue = await fixture.BindAsync("#");
        var subject = Guid.CreateVersion7();
        var events = Enumerable.Range(0, 500).Select(_ => RabbitMqFixture.NewEvent() with { Subject = subject }).ToArray();
        await fixture.AddAsync(events);

        Assert.Equal(500, await fixture.DispatchAsync());

        Assert.Equal(events.Select(e => e.Id.ToString()), (await fixture.TakeAllAsync(queue)).Select(message => message.BasicProperties.MessageId));
    }

    [Fact]
    public async Task EventThatNobodyIsBoundTo_StaysUntilSomebodyIs()
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        await using var fixture = await RabbitMqFixture.CreateAsync(server, leaseClock: clock);
        await fixture.AddAsync(RabbitMqFixture.NewEvent());

        Assert.Equal(0, await fixture.DispatchAsync());
        Assert.Equal(1, await fixture.WaitingAsync());

        var queue = await fixture.BindAsync("message.sent");
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, await fixture.DispatchAsync());
        Assert.Single(await fixture.TakeAllAsync(queue));
    }

    [Fact]
    public async Task BrokerKilledInBetween_LosesNothing()
    {
        await using var fixture = await RabbitMqFixture.CreateAsync(server);
        var queue = await fixture.BindAsync("#");
        var events = Enumerable.Range(0, 3000).Select(_ => RabbitMqFixture.NewEvent()).ToArray();
        await fixture.AddAsync(events);
        var dispatching = Task.Run(async () =>
        {
            while (await fixture.WaitingAsync() > 0)
            {
                try
                {
                    await fixture.DispatchAsync();
                }
                catch (AggregateException)
                {
                    await Task.Delay(100);
                }
            }
        });
        await RabbitMqFixture.UntilAsync(async () => await fixture.WaitingAsync() < 2800);

        await server.KillAsync();
        await server.StartAsync();
        await dispatching.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        await using var after = await RabbitMqFixture.CreateAsync(server);
        var ids = (await after.TakeAllAsync(queue)).Select(message => message.BasicProperties.MessageId!).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(events.Select(e => e.Id.ToString()).ToHashSet(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task CrashBetweenPublishingAndRemoving_PublishesTheSameIdAgain()
    {
        using var folder = new TempFolder();
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        var sent = RabbitMqFixture.NewEvent();
        string queue;
        string exchange;
        await using (var before = await RabbitMqFixture.CreateAsync(server, builder => UseSqlite(builder, folder, crashes: true), leaseClock: clock))
        {
            exchange = before.Exchange;
            queue = await before.BindAsync("#");
            await before.AddAsync(sent);
            await Assert.ThrowsAsync<AggregateException>(before.DispatchAsync);
        }

        await using var after = await RabbitMqFixture.CreateAsync(server, builder => UseSqlite(builder, folder, crashes: false), exchange, clock);
        Assert.Equal(0, await after.DispatchAsync());
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await after.DispatchAsync());

        var messages = await after.TakeAllAsync(queue);
        Assert.Equal([sent.Id.ToString(), sent.Id.ToString()], messages.Select(message => message.BasicProperties.MessageId));
        Assert.Equal(0, await after.WaitingAsync());
    }

    [Fact]
    public async Task BrokerThatIsAway_KeepsTheEvents()
    {
        await using var fixture = await RabbitMqFixture.CreateAsync(
            server, builder => builder.Services.Configure<RabbitMqOptions>(options => options.Port = FreePort.Next()));
        await fixture.AddAsync(RabbitMqFixture.NewEvent());

        await Assert.ThrowsAsync<AggregateException>(fixture.DispatchAsync);

        Assert.Equal(1, await fixture.WaitingAsync());
    }

    [Fact]
    public async Task Tls_IsTrustedByTheGivenRootOnly()
    {
        await using var trusting = await RabbitMqFixture.CreateAsync(server, builder => UseTls(builder, trust: true));
        await trusting.BindAsync("#");
        await trusting.AddAsync(RabbitMqFixture.NewEvent());
        Assert.Equal(1, await trusting.DispatchAsync());

        await using var other = await RabbitMqFixture.CreateAsync(server, builder => UseTls(builder, trust: false));
        await other.AddAsync(RabbitMqFixture.NewEvent());
        await Assert.ThrowsAsync<AggregateException>(other.DispatchAsync);
    }

    [Fact]
    public async Task Exchange_ThatIsOnlyCheckedAndMissing_IsAnError()
    {
        await using var fixture = await RabbitMqFixture.CreateAsync(
            server, builder => builder.Services.Configure<RabbitMqOptions>(options => options.Topology = RabbitMqTopology.Check));
        await fixture.AddAsync(RabbitMqFixture.NewEvent());

        await Assert.ThrowsAsync<AggregateException>(fixture.DispatchAsync);

        await fixture.BindAsync("#");
        Assert.Equal(1, await fixture.DispatchAsync());
    }

    private void UseTls(IOutreachBuilder builder, bool trust) => builder.Services.Configure<RabbitMqOptions>(options =>
    {
        options.HostName = "localhost";
        options.Port = server.TlsPort;
        options.UseTls = true;
        options.TrustedRoots = trust ? [server.Certificate] : null;
    });

    private static void UseSqlite(IOutreachBuilder builder, TempFolder folder, bool crashes)
    {
        builder.UseSqlite($"Data Source={folder.Combine("outreach.db")}");
        if (crashes)
        {
            var made = builder.Services.Last(service => service.ServiceType == typeof(IEventOutbox)).ImplementationFactory!;
            builder.Services.AddSingleton<IEventOutbox>(services => new CrashingOutbox((IEventOutbox)made(services)));
        }
    }

    /// <summary>Ends, as a process does that is killed, after the events were published and before they are removed.</summary>
    private sealed class CrashingOutbox(IEventOutbox outbox) : IEventOutbox
    {
        public Task<int> AddAsync(IReadOnlyList<OutreachEvent> events, CancellationToken cancellationToken = default) =>
            outbox.AddAsync(events, cancellationToken);

        public Task<OutboxBatch?> LeaseAsync(string subscriber, int limit, TimeSpan duration, CancellationToken cancellationToken = default) =>
            outbox.LeaseAsync(subscriber, limit, duration, cancellationToken);

        public Task CompleteAsync(OutboxBatch batch, IReadOnlyList<OutboxResult> results, CancellationToken cancellationToken = default)
        {
            Assert.True(Assert.Single(results).IsDelivered);
            throw new IOException("killed");
        }

        public Task<long> CountAsync(string subscriber, CancellationToken cancellationToken = default) => outbox.CountAsync(subscriber, cancellationToken);

        public IAsyncEnumerable<OutboxEntry> ReadParkedAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
            outbox.ReadParkedAsync(organisationId, cancellationToken);

        public Task<bool> RetryParkedAsync(Guid organisationId, long position, CancellationToken cancellationToken = default) =>
            outbox.RetryParkedAsync(organisationId, position, cancellationToken);

        public Task<int> RemoveParkedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) =>
            outbox.RemoveParkedAsync(before, limit, cancellationToken);
    }
}
