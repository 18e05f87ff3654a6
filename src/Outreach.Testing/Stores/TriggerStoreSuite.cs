using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="ITriggerStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class TriggerStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Save_KeepsEveryValue_AndReplacesThem()
    {
        var rule = NewRule(TriggerKind.Inactive) with { InactiveDays = 30, Filter = new AudienceFilter { Tags = ["ünï"], ListId = NewId() } };
        await Store.Triggers.SaveAsync(rule);
        AssertSame(rule, await Store.Triggers.FindAsync(OrganisationId, rule.Id));

        var changed = rule with { Kind = TriggerKind.Event, EventName = "trial.ended", CampaignId = NewId(), IsEnabled = false };
        await Store.Triggers.SaveAsync(changed);

        AssertSame(changed, await Store.Triggers.FindAsync(OrganisationId, rule.Id));
        Assert.Null(await Store.Triggers.FindAsync(OtherOrganisationId, rule.Id));
    }

    [Fact]
    public async Task Save_OfWhatCantBeUsed_IsRefused()
    {
        foreach (var wrong in new[]
        {
            NewRule(TriggerKind.Reply) with { Name = " " },
            NewRule(TriggerKind.Event),
            NewRule(TriggerKind.Tag) with { Tag = "" },
            NewRule(TriggerKind.Inactive) with { InactiveDays = 0 },
        })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Store.Triggers.SaveAsync(wrong));
        }
    }

    [Fact]
    public async Task List_GivesTheRulesOfOneOrganisation_AndScannedOnesOverAll()
    {
        var (reply, tag) = (NewRule(TriggerKind.Reply), NewRule(TriggerKind.Tag) with { Tag = "vip" });
        var other = NewRule(TriggerKind.Inactive) with { OrganisationId = OtherOrganisationId };
        var disabled = NewRule(TriggerKind.Inactive) with { IsEnabled = false };
        foreach (var rule in new[] { disabled, other, tag, reply })
        {
            await Store.Triggers.SaveAsync(rule);
        }

        Assert.Equal([reply.Id, tag.Id, disabled.Id], (await Store.Triggers.ListAsync(OrganisationId)).Select(rule => rule.Id));
        Assert.Equal([tag.Id, other.Id], (await Store.Triggers.ListScannedAsync()).Select(rule => rule.Id));
    }

    [Fact]
    public async Task Delete_RemovesOneRule()
    {
        var rule = NewRule(TriggerKind.Reply);
        await Store.Triggers.SaveAsync(rule);

        Assert.False(await Store.Triggers.DeleteAsync(OtherOrganisationId, rule.Id));
        Assert.True(await Store.Triggers.DeleteAsync(OrganisationId, rule.Id));
        Assert.False(await Store.Triggers.DeleteAsync(OrganisationId, rule.Id));
    }

    [Fact]
    public async Task Applied_IsRememberedAnOrganisation_AndForgottenWhenOld()
    {
        await Store.Triggers.SetAppliedAsync(OrganisationId, "a", Start);
        await Store.Triggers.SetAppliedAsync(OrganisationId, "a", Start.AddDays(9));
        await Store.Triggers.SetAppliedAsync(OrganisationId, "b", Start.AddDays(2));

        Assert.True(await Store.Triggers.IsAppliedAsync(OrganisationId, "a"));
        Assert.False(await Store.Triggers.IsAppliedAsync(OrganisationId, "A"));
        Assert.False(await Store.Triggers.IsAppliedAsync(OtherOrganisationId, "a"));

        Assert.Equal(1, await Store.Triggers.RemoveAppliedAsync(Start.AddDays(1), 10));
        Assert.False(await Store.Triggers.IsAppliedAsync(OrganisationId, "a"));
        Assert.True(await Store.Triggers.IsAppliedAsync(OrganisationId, "b"));
    }

    private static TriggerRule NewRule(TriggerKind kind) => new()
    {
        Id = NewId(),
        OrganisationId = OrganisationId,
        Name = "Rückgewinnung",
        CampaignId = new Guid("0195f0aa-0000-7000-8000-0000000000d1"),
        Kind = kind,
        CreatedAt = Start,
    };
}
