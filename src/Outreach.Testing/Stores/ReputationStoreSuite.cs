using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IReputationStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class ReputationStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private const string Subscriber = "pauses";
    private const string Address = "192.0.2.1";

    /// <inheritdoc/>
    protected override IReadOnlyList<EventSubscription> Subscriptions { get; } =
        [new EventSubscription(Subscriber, [EventTypes.SendingPaused, EventTypes.SendingResumed], _ => throw new NotSupportedException())];

    [Fact]
    public async Task SaveIp_KeepsEveryValue_AndEachChange()
    {
        var ip = NewIp() with
        {
            Stream = MessageStream.Transactional,
            WarmUp = new WarmUp { Plan = new WarmUpPlan { Stages = [new(3, 7), new(9, 70)] }, StartedOn = new DateOnly(2026, 3, 1), EngagedOnly = true },
        };
        await Store.Reputation.SaveIpAsync(ip, "new, by Ada", Start);
        await Store.Reputation.SaveIpAsync(NewIp() with { Address = "2001:db8::1" }, "another", Start);
        AssertSame(ip, (await Store.Reputation.ListIpsAsync(OrganisationId))[0]);

        var changed = ip with { IsActive = false, ProviderName = "smtp-2", Pool = "other", WarmUp = null };
        await Store.Reputation.SaveIpAsync(changed, "retired", Start.AddDays(1));

        AssertSame(changed, (await Store.Reputation.ListIpsAsync(OrganisationId))[0]);
        Assert.Empty(await Store.Reputation.ListIpsAsync(OtherOrganisationId));
        var changes = await Store.Reputation.ListIpChangesAsync(OrganisationId, Address);
        AssertSame("new, by Ada/retired", string.Join('/', changes.Select(change => change.Note)));
        AssertSame(ip, changes[0].Ip);
        Assert.Equal(Start.AddDays(1), changes[1].At);
    }

    [Fact]
    public async Task SaveIp_OfWhatCantBeUsed_IsRefused()
    {
        foreach (var wrong in new[]
        {
            NewIp() with { Address = "192.0.2" },
            NewIp() with { Pool = "" },
            NewIp() with { WarmUp = new WarmUp { Plan = new WarmUpPlan { Stages = [new(2, 1), new(2, 5)] }, StartedOn = default } },
        })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Store.Reputation.SaveIpAsync(wrong, "", Start));
        }
    }

    [Fact]
    public async Task Counts_OfAllWorkers_AreAddedUp()
    {
        var (one, two) = (NewId(), NewId());
        DeliveryCount Count(DateTimeOffset period, DeliveryTally tally, string provider = "gmail") => new(ReputationScope.Ip, Address, provider, period, tally);
        await Store.Reputation.AddCountsAsync(OrganisationId, one, [Count(Start, DeliveryTally.Accepted), Count(Start, DeliveryTally.Refused, "yahoo")]);
        await Store.Reputation.AddCountsAsync(OrganisationId, one, [Count(Start, DeliveryTally.CameBack), Count(Start.AddHours(1), DeliveryTally.Accepted)]);
        await Store.Reputation.AddCountsAsync(OrganisationId, two, [Count(Start, new DeliveryTally(5, 4, 0, 1))]);
        await Store.Reputation.AddCountsAsync(OtherOrganisationId, two, [Count(Start, DeliveryTally.Accepted)]);

        var all = await Store.Reputation.ReadCountsAsync(OrganisationId, Start.AddMinutes(7));
        Assert.Equal(
            [Count(Start, new DeliveryTally(6, 4, 1, 1)), Count(Start, DeliveryTally.Refused, "yahoo"), Count(Start.AddHours(1), DeliveryTally.Accepted)],
            all.OrderBy(count => count.Period).ThenBy(count => count.MailboxProvider, StringComparer.Ordinal));
        Assert.Single(await Store.Reputation.ReadCountsAsync(OrganisationId, Start.AddHours(1)));

        Assert.NotEqual(0, await Store.Reputation.RemoveCountsAsync(OrganisationId, Start.AddHours(1)));
        Assert.Single(await Store.Reputation.ReadCountsAsync(OrganisationId, Start));
        Assert.Single(await Store.Reputation.ReadCountsAsync(OtherOrganisationId, Start));
    }

    [Fact]
    public async Task AddPause_ByManyAtOnce_IsAddedOnce()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.Reputation.AddPauseAsync(NewPause(Start))));

        Assert.Single(added, isNew => isNew);
        AssertSame(NewPause(Start), Assert.Single(await Store.Reputation.ListPausesAsync(OrganisationId, Start)));
        Assert.Equal(1, await Store.Outbox.CountAsync(Subscriber));
    }

    [Fact]
    public async Task Pause_EndsByItsTime_OrBefore_AndMayBeginAgain()
    {
        Assert.True(await Store.Reputation.AddPauseAsync(NewPause(Start)));
        Assert.False(await Store.Reputation.EndPauseAsync(OrganisationId, ReputationScope.Domain, Address, Start));
        Assert.True(await Store.Reputation.EndPauseAsync(OrganisationId, ReputationScope.Ip, Address, Start.AddHours(1)));
        Assert.False(await Store.Reputation.EndPauseAsync(OrganisationId, ReputationScope.Ip, Address, Start.AddHours(1)));
        Assert.Equal(2, await Store.Outbox.CountAsync(Subscriber));

        Assert.True(await Store.Reputation.AddPauseAsync(NewPause(Start.AddHours(2))));
        Assert.True(await Store.Reputation.AddPauseAsync(NewPause(Start.AddDays(2))));

        var pauses = await Store.Reputation.ListPausesAsync(OrganisationId, Start);
        Assert.Equal([Start.AddHours(2), Start.AddDays(2)], pauses.Select(pause => pause.At));
        Assert.Single(await Store.Reputation.ListPausesAsync(OrganisationId, Start.AddDays(1)));
        Assert.Empty(await Store.Reputation.ListPausesAsync(OtherOrganisationId, Start));
    }

    private static SendingIp NewIp() => new() { OrganisationId = OrganisationId, Address = Address, ProviderName = "smtp-1", Pool = "pool" };

    private static SendingPause NewPause(DateTimeOffset at) => new()
    {
        OrganisationId = OrganisationId,
        Scope = ReputationScope.Ip,
        Key = Address,
        At = at,
        Until = at.AddHours(12),
        Reason = "zu viele Rückläufer",
    };
}
