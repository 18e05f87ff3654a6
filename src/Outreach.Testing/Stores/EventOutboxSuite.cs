using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IEventOutbox"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class EventOutboxSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private const string All = "all";
    private const string Leads = "leads";

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override IReadOnlyList<EventSubscription> Subscriptions =>
    [
        new(All, null, _ => throw new InvalidOperationException()),
        new(Leads, [EventTypes.LeadCreated], _ => throw new InvalidOperationException()),
    ];

    [Fact]
    public async Task Events_AreKeptForThoseWhoWantThem_AndComeBackWhole()
    {
        var lead = OutreachEvents.ForLead(OrganisationId, new LeadEventData { LeadId = NewId(), Source = "Müller" }, Start.AddTicks(10));
        var own = NewEvent(NewId()) with { Type = "order.paid" };

        Assert.Equal(3, await Store.Outbox.AddAsync([lead, own]));

        AssertSame([lead], (await LeaseAsync(Leads))!.Entries.Select(entry => entry.Event).ToList());
        AssertSame(Sorted(lead, own), Sorted([.. (await LeaseAllAsync(All)).SelectMany(batch => batch.Entries).Select(entry => entry.Event)]));
        Assert.Equal(1, await Store.Outbox.CountAsync(Leads));
        Assert.Equal(0, await Store.Outbox.CountAsync("nobody"));
    }

    [Fact]
    public async Task Entries_ThatWereDelivered_AreGone_AndTheOthersComeAgain()
    {
        var subject = NewId();
        await Store.Outbox.AddAsync([.. Enumerable.Range(0, 4).Select(_ => NewEvent(subject))]);
        var batch = (await LeaseAsync(All, limit: 3))!;

        await Store.Outbox.CompleteAsync(batch, [Delivered(batch, 0), Delivered(batch, 2)]);

        var next = (await LeaseAsync(All))!;
        Assert.Equal(3, batch.Entries.Count);
        Assert.Equal([batch.Entries[1].Position, batch.Entries[2].Position + 1], next.Entries.Select(entry => entry.Position));
        Assert.All(next.Entries, entry => Assert.Equal(0, entry.Attempts));
    }

    [Fact]
    public async Task Partition_IsLeasedToOneAtATime_AndAgainWhenTheLeaseRanOut()
    {
        await Store.Outbox.AddAsync([NewEvent(NewId())]);
        var first = (await LeaseAsync(All))!;
        Assert.Null(await LeaseAsync(All));

        LeaseClock.Advance(LeaseTime);

        var second = (await LeaseAsync(All))!;
        Assert.Equal(first.Entries[0].Position, second.Entries[0].Position);
        await Store.Outbox.CompleteAsync(first, []);
        Assert.Null(await LeaseAsync(All));
        await Store.Outbox.CompleteAsync(second, []);
        Assert.NotNull(await LeaseAsync(All));
    }

    [Fact]
    public async Task LostLease_StillRemovesWhatWasDelivered_ButNotesNoFailure()
    {
        var subject = NewId();
        await Store.Outbox.AddAsync([NewEvent(subject), NewEvent(subject)]);
        var lost = (await LeaseAsync(All))!;
        LeaseClock.Advance(LeaseTime);
        var current = (await LeaseAsync(All))!;

        await Store.Outbox.CompleteAsync(lost, [Delivered(lost, 0), Failed(lost, 1, null)]);
        await Store.Outbox.CompleteAsync(current, []);

        var entry = Assert.Single((await LeaseAsync(All))!.Entries);
        Assert.Equal((lost.Entries[1].Position, 0), (entry.Position, entry.Attempts));
    }

    [Fact]
    public async Task Partitions_AreServedInTurn()
    {
        var subjects = Enumerable.Range(0, 40).Select(_ => NewId()).ToList();
        await Store.Outbox.AddAsync([.. subjects.Concat(subjects).Select(NewEvent)]);
        var served = new List<int>();
        while (await LeaseAsync(All, limit: 1) is { } batch)
        {
            LeaseClock.Advance(TimeSpan.FromSeconds(1));
            await Store.Outbox.CompleteAsync(batch, [Delivered(batch, 0)]);
            served.Add(batch.Partition);
        }

        Assert.Equal(80, served.Count);
        Assert.Equal(OutboxEntry.Partitions, served.Take(OutboxEntry.Partitions).Distinct().Count());
    }

    [Fact]
    public async Task EntryThatFailed_WaitsAndHoldsUpItsSubject_ButNoOther()
    {
        var subject = NewId();
        var other = InThePartitionOf(subject);
        await Store.Outbox.AddAsync([NewEvent(subject), NewEvent(subject), NewEvent(other)]);
        var batch = (await LeaseAsync(All))!;

        await Store.Outbox.CompleteAsync(batch, [Failed(batch, 0, LeaseClock.GetUtcNow().AddMinutes(5))]);

        var meanwhile = (await LeaseAsync(All))!;
        Assert.Equal(other, Assert.Single(meanwhile.Entries).Event.Subject);
        await Store.Outbox.CompleteAsync(meanwhile, [Delivered(meanwhile, 0)]);
        Assert.Null(await LeaseAsync(All));
        LeaseClock.Advance(TimeSpan.FromMinutes(5));
        var later = (await LeaseAsync(All))!;
        Assert.Equal([1, 0], later.Entries.Select(entry => entry.Attempts));
        Assert.Equal("no route", later.Entries[0].Error);
    }

    [Fact]
    public async Task EntryThatIsSetAside_HoldsUpNobody_AndCanBeRetriedOrRemoved()
    {
        var subject = NewId();
        await Store.Outbox.AddAsync([NewEvent(subject), NewEvent(subject)]);
        var batch = (await LeaseAsync(All))!;
        await Store.Outbox.CompleteAsync(batch, [Failed(batch, 0, null)]);

        var next = (await LeaseAsync(All))!;
        await Store.Outbox.CompleteAsync(next, [Delivered(next, 0)]);
        Assert.Equal(batch.Entries[1].Position, next.Entries[0].Position);
        var parked = Assert.Single(await ReadAllAsync(Store.Outbox.ReadParkedAsync(OrganisationId)));
        Assert.Equal((1, "no route", LeaseClock.GetUtcNow()), (parked.Attempts, parked.Error, parked.ParkedAt));
        Assert.Empty(await ReadAllAsync(Store.Outbox.ReadParkedAsync(OtherOrganisationId)));
        Assert.Equal(0, await Store.Outbox.CountAsync(All));

        Assert.False(await Store.Outbox.RetryParkedAsync(OtherOrganisationId, parked.Position));
        Assert.True(await Store.Outbox.RetryParkedAsync(OrganisationId, parked.Position));
        var again = (await LeaseAsync(All))!;
        Assert.Equal((parked.Position, 0), (again.Entries[0].Position, again.Entries[0].Attempts));

        await Store.Outbox.CompleteAsync(again, [Failed(again, 0, null)]);
        Assert.Equal(0, await Store.Outbox.RemoveParkedAsync(LeaseClock.GetUtcNow(), 10));
        Assert.Equal(1, await Store.Outbox.RemoveParkedAsync(LeaseClock.GetUtcNow().AddSeconds(1), 10));
        Assert.Empty(await ReadAllAsync(Store.Outbox.ReadParkedAsync(OrganisationId)));
    }

    [Fact]
    public async Task Add_WhenCancelled_WritesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Outbox.AddAsync([NewEvent(NewId())], Cancelled));

        Assert.Equal(0, await Store.Outbox.CountAsync(All));
    }

    [Fact]
    public async Task ManyProcesses_DeliverEachEntryOnce_InTheOrderOfItsSubject()
    {
        var subjects = Enumerable.Range(0, 20).Select(_ => NewId()).ToList();
        for (var i = 0; i < 10; i++)
        {
            await Store.Outbox.AddAsync([.. subjects.Select(NewEvent)]);
        }

        var delivered = new System.Collections.Concurrent.ConcurrentQueue<OutboxEntry>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await Store.Outbox.CountAsync(All) > 0)
            {
                if (await LeaseAsync(All, limit: 7) is { } batch)
                {
                    batch.Entries.ToList().ForEach(delivered.Enqueue);
                    await Store.Outbox.CompleteAsync(batch, [.. batch.Entries.Select((_, index) => Delivered(batch, index))]);
                }
            }
        })));

        Assert.Equal(200, delivered.Select(entry => entry.Position).Distinct().Count());
        Assert.Equal(200, delivered.Count);
        Assert.All(
            delivered.GroupBy(entry => entry.Event.Subject),
            group => Assert.Equal(group.Select(entry => entry.Position).Order(), group.Select(entry => entry.Position)));
    }

    private static OutreachEvent NewEvent(Guid subject) => new()
    {
        Id = NewId(),
        OrganisationId = OrganisationId,
        Type = EventTypes.MessageSent,
        At = Start,
        Subject = subject,
        Data = "{}",
    };

    private static List<OutreachEvent> Sorted(params OutreachEvent[] events) => [.. events.OrderBy(e => e.Type, StringComparer.Ordinal)];

    private static Guid InThePartitionOf(Guid subject)
    {
        var other = NewId();
        while (OutboxEntry.PartitionOf(other) != OutboxEntry.PartitionOf(subject))
        {
            other = NewId();
        }

        return other;
    }

    private static OutboxResult Delivered(OutboxBatch batch, int index) => new() { Position = batch.Entries[index].Position, IsDelivered = true };

    private static OutboxResult Failed(OutboxBatch batch, int index, DateTimeOffset? retryAt) =>
        new() { Position = batch.Entries[index].Position, RetryAt = retryAt, Error = "no route" };

    private Task<OutboxBatch?> LeaseAsync(string subscriber, int limit = 100) => Store.Outbox.LeaseAsync(subscriber, limit, LeaseTime);

    private async Task<List<OutboxBatch>> LeaseAllAsync(string subscriber)
    {
        var batches = new List<OutboxBatch>();
        while (await LeaseAsync(subscriber) is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }
}
