using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;
using Outreach.Tests.Sending;

namespace Outreach.Tests.Events;

public sealed class EventDispatcherTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _leaseClock = new(Start);
    private readonly Journal _journal = new();

    [Fact]
    public async Task Campaign_FromCreationToItsEnd_IsToldToHandlersInOrder()
    {
        await using var fixture = Fixture(builder => builder.AddEventHandler<RecordingHandler>());
        await fixture.AddContactsAsync("ann@example.com");
        var campaignId = await fixture.StartCampaignAsync();

        await fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);
        await fixture.Get<IEventDispatcher>().DispatchDueAsync(TestContext.Current.CancellationToken);

        var events = _journal.Events.ToList();
        Assert.Equal(
            [EventTypes.CampaignCreated, EventTypes.CampaignStarted, EventTypes.CampaignCompleted],
            events.Where(e => e.Subject == campaignId).Select(e => e.Type));
        var sent = Assert.Single(events, e => e.Type == EventTypes.MessageSent);
        Assert.Equal("primary", MessageEventData.Read(sent).Provider);
        Assert.Equal(4, events.Count);
    }

    [Fact]
    public async Task Host_WithoutSubscribers_KeepsNoEvents()
    {
        await using var fixture = Fixture(_ => { });
        await fixture.AddContactsAsync("ann@example.com");
        await fixture.StartCampaignAsync();

        await fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0, await fixture.Get<IEventDispatcher>().DispatchDueAsync(TestContext.Current.CancellationToken));
        Assert.Empty(fixture.Get<InMemoryDatabase>().Outbox.All);
    }

    [Fact]
    public async Task HandlerThatFails_SeesTheSameEventAgain_BeforeLaterOnesOfItsSubject()
    {
        await using var fixture = Fixture(builder => builder.AddEventHandler<RecordingHandler>());
        var (subject, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        _journal.Failures = 1;
        _journal.FailsAt = subject;
        var events = await AddAsync(fixture, subject, subject, other);

        Assert.Equal(1, await DispatchAsync(fixture));
        Assert.Equal(other, Assert.Single(_journal.Events).Subject);
        Assert.Equal(0, await DispatchAsync(fixture));

        _leaseClock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, await DispatchAsync(fixture));
        Assert.Equal(events.Take(2).Select(e => e.Id), _journal.Events.Skip(1).Select(e => e.Id));
    }

    [Fact]
    public async Task EventThatAlwaysFails_IsSetAside_WithItsError()
    {
        await using var fixture = Fixture(
            builder =>
            {
                builder.AddEventHandler<RecordingHandler>(name: "crm");
                builder.Services.Configure<EventOptions>(options => options.MaxAttempts = 3);
            });
        _journal.Failures = int.MaxValue;
        var poison = Assert.Single(await AddAsync(fixture, Guid.CreateVersion7()));

        for (var i = 0; i < 5; i++)
        {
            await DispatchAsync(fixture);
            _leaseClock.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal(3, _journal.Calls);
        var parked = new List<OutboxEntry>();
        await foreach (var entry in fixture.Get<IEventOutbox>().ReadParkedAsync(Organisation.DefaultId))
        {
            parked.Add(entry);
        }

        Assert.Equal((poison.Id, "crm", 3, "InvalidOperationException: no"), Assert.Single(parked) is var p ? (p.Event.Id, p.Subscriber, p.Attempts, p.Error) : default);
    }

    [Fact]
    public async Task PublisherThatIsAway_KeepsTheEvents_WithoutCountingAttempts()
    {
        var publisher = new SwitchablePublisher { IsAway = true };
        await using var fixture = Fixture(builder => builder.AddEventSubscription(new EventSubscription("broker", null, _ => publisher)));
        await AddAsync(fixture, Guid.CreateVersion7());

        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<AggregateException>(() => DispatchAsync(fixture));
        }

        publisher.IsAway = false;
        Assert.Equal(1, await DispatchAsync(fixture));
    }

    [Fact]
    public async Task OneSubscriberThatIsAway_DoesNotHoldUpAnother()
    {
        await using var fixture = Fixture(builder => builder
            .AddEventSubscription(new EventSubscription("broker", null, _ => new SwitchablePublisher { IsAway = true }))
            .AddEventHandler<RecordingHandler>());
        await AddAsync(fixture, Guid.CreateVersion7());

        await Assert.ThrowsAsync<AggregateException>(() => DispatchAsync(fixture));

        Assert.Single(_journal.Events);
    }

    [Fact]
    public async Task Backlog_OfManyEvents_IsDeliveredInBatches()
    {
        await using var fixture = Fixture(builder =>
        {
            builder.AddEventHandler<RecordingHandler>(eventTypes: ["order.paid"]);
            builder.Services.Configure<EventOptions>(options => options.BatchSize = 7);
        });
        var subjects = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToArray();
        await AddAsync(fixture, subjects);

        Assert.Equal(100, await DispatchAsync(fixture));
        Assert.Equal(0, await fixture.Get<IEventOutbox>().CountAsync(typeof(RecordingHandler).FullName!, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void CloudEvent_CarriesTheEnvelopeAndTheData()
    {
        var lead = OutreachEvents.ForLead(Organisation.DefaultId, new LeadEventData { LeadId = Guid.CreateVersion7(), Source = "reply" }, Start);

        using var json = System.Text.Json.JsonDocument.Parse(lead.ToCloudEvent());

        var root = json.RootElement;
        Assert.Equal("1.0", root.GetProperty("specversion").GetString());
        Assert.Equal(lead.Id, root.GetProperty("id").GetGuid());
        Assert.Equal("lead.created", root.GetProperty("type").GetString());
        Assert.Equal(Start, root.GetProperty("time").GetDateTimeOffset());
        Assert.Equal("reply", root.GetProperty("data").GetProperty("source").GetString());
        Assert.False(root.GetProperty("data").TryGetProperty("contactId", out _));
    }

    [Fact]
    public void Options_OutOfRange_SayWhatIsWrong()
    {
        var result = new EventOptionsRules().Validate(null, new EventOptions { PollInterval = TimeSpan.Zero, FirstRetry = TimeSpan.FromHours(2) });

        Assert.Equal(
            [
                "EventOptions.PollInterval (00:00:00) must be between 00:00:00.0100000 and 00:10:00.",
                "EventOptions.FirstRetry (02:00:00) must be between 00:00:00.0010000 and 01:00:00.",
            ],
            result.Failures);
    }

    private static Task<int> DispatchAsync(EngineFixture fixture) =>
        fixture.Get<IEventDispatcher>().DispatchDueAsync(TestContext.Current.CancellationToken);

    private static async Task<List<OutreachEvent>> AddAsync(EngineFixture fixture, params Guid[] subjects)
    {
        var events = subjects.Select(subject => new OutreachEvent
        {
            Id = Guid.CreateVersion7(),
            OrganisationId = Organisation.DefaultId,
            Type = "order.paid",
            At = Start,
            Subject = subject,
            Data = "{}",
        }).ToList();
        await fixture.Get<IEventOutbox>().AddAsync(events, TestContext.Current.CancellationToken);
        return events;
    }

    private EngineFixture Fixture(Action<IOutreachBuilder> configure) => new(services =>
    {
        services.AddSingleton(_journal);
        services.AddKeyedSingleton<TimeProvider>("Outreach.LeaseClock", _leaseClock);
        configure(services.AddOutreach());
    });

    private sealed class Journal
    {
        public ConcurrentQueue<OutreachEvent> Events { get; } = new();

        public int Failures { get; set; }

        public Guid? FailsAt { get; set; }

        public int Calls { get; set; }
    }

    private sealed class RecordingHandler(Journal journal) : IOutreachEventHandler
    {
        public ValueTask HandleAsync(OutreachEvent outreachEvent, CancellationToken cancellationToken = default)
        {
            journal.Calls++;
            if ((journal.FailsAt is null || journal.FailsAt == outreachEvent.Subject) && journal.Failures > 0)
            {
                journal.Failures--;
                throw new InvalidOperationException("no");
            }

            journal.Events.Enqueue(outreachEvent);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class SwitchablePublisher : IEventPublisher
    {
        public bool IsAway { get; set; }

        public Task<IReadOnlyList<EventDelivery>> PublishAsync(IReadOnlyList<OutreachEvent> events, CancellationToken cancellationToken = default) => IsAway
            ? throw new InvalidOperationException("The broker is away.")
            : Task.FromResult<IReadOnlyList<EventDelivery>>([.. events.Select(_ => EventDelivery.Delivered)]);
    }
}
