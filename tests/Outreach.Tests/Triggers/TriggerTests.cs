using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.Triggers;

public sealed class TriggerTests : IAsyncDisposable
{
    private readonly CampaignHarness _harness = new(new CampaignHarnessOptions { Configure = builder => builder.AddTriggers() });

    private ITriggerService Triggers => _harness.Get<ITriggerService>();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Event_EnrolsItsContact_Once()
    {
        var ids = await AddAsync("a", "b");
        var (campaign, rule) = await AddRuleAsync(TriggerKind.Event, rule => rule with { EventName = "trial.ended" });

        var first = await Triggers.RaiseAsync(Ended("1", ids[0]));
        var again = await Triggers.RaiseAsync(Ended("1", ids[0]));
        var other = await Triggers.RaiseAsync(new TriggerEvent { Key = "2", Name = "trial.ended", Address = "A@X.example" });
        await _harness.RunForAsync(TimeSpan.FromDays(1));

        Assert.Equal((TriggerOutcome.Enrolled, true, TriggerOutcome.AlreadyEnrolled), (first.Rules[rule], again.IsDuplicate, other.Rules[rule]));
        Assert.Single(_harness.MessagesTo("a@x.example"));
        Assert.Empty(_harness.MessagesTo("b@x.example"));
        Assert.Equal(CampaignStatus.Active, (await FindAsync(campaign)).Status);
    }

    [Fact]
    public async Task Event_OfAnotherName_OrAboutAStranger_DoesNothing()
    {
        var ids = await AddAsync("a");
        await AddRuleAsync(TriggerKind.Event, rule => rule with { EventName = "trial.ended" });

        Assert.Empty((await Triggers.RaiseAsync(new TriggerEvent { Key = "1", Name = "Trial.Ended", ContactId = ids[0] })).Rules);
        Assert.False((await Triggers.RaiseAsync(Ended("2", Guid.NewGuid()))).IsContactKnown);
        await Assert.ThrowsAsync<ArgumentException>(() => Triggers.RaiseAsync(new TriggerEvent { Key = "3", Name = "trial.ended" }));
        await Assert.ThrowsAsync<ArgumentException>(() => Triggers.RaiseAsync(new TriggerEvent { Key = " ", Name = "trial.ended", ContactId = ids[0] }));
    }

    [Fact]
    public async Task Event_AboutAStranger_IsAppliedWhenTheContactIsThere()
    {
        var (_, rule) = await AddRuleAsync(TriggerKind.Event, rule => rule with { EventName = "trial.ended" });
        var told = new TriggerEvent { Key = "1", Name = "trial.ended", Address = "a@x.example" };
        await Triggers.RaiseAsync(told);
        await AddAsync("a");

        Assert.Equal(TriggerOutcome.Enrolled, (await Triggers.RaiseAsync(told)).Rules[rule]);
    }

    [Fact]
    public async Task Enrolment_ObeysSuppressionStatusFilterLimitAndOnlyNew()
    {
        var ids = await AddAsync("a", "b", "c", "d");
        await _harness.Get<ISuppressionStore>().AddAsync(
            [new SuppressionEntry { OrganisationId = Organisation.DefaultId, Key = "a@x.example", Reason = SuppressionReason.Manual, At = _harness.Time.GetUtcNow() }]);
        await _harness.StartAsync(Draft(new TargetAudience { ContactIds = [ids[1]] }));
        var (campaign, rule) = await AddRuleAsync(
            TriggerKind.Event,
            rule => rule with { EventName = "trial.ended" },
            TargetAudience.Nobody with { OnlyNew = true, Limit = 1 });
        await SaveAsync(rule, value => value with { Filter = new AudienceFilter { HasEmail = true, HasTelegram = false } });
        await _harness.Get<IContactStore>().FindOrCreateAsync(
            Organisation.DefaultId, [new ContactDraft { Email = "d@x.example", TelegramId = "dora" }], _harness.Time.GetUtcNow());

        Assert.Equal(TriggerOutcome.Suppressed, await RaiseAsync(rule, ids[0]));
        Assert.Equal(TriggerOutcome.NotNew, await RaiseAsync(rule, ids[1]));
        Assert.Equal(TriggerOutcome.NotSelected, await RaiseAsync(rule, ids[3]));
        await _harness.Campaigns.PauseAsync(campaign);
        Assert.Equal(TriggerOutcome.Enrolled, await RaiseAsync(rule, ids[2]));
        var late = (await AddAsync("e"))[0];
        Assert.Equal(TriggerOutcome.LimitReached, await RaiseAsync(rule, late));
        await _harness.Campaigns.StopAsync(campaign);
        Assert.Equal(TriggerOutcome.CampaignNotRunning, await RaiseAsync(rule, late));
    }

    [Fact]
    public async Task Inactivity_EnrolsThoseWhoWereSilent_AndWhoWakesUpIsLeftAlone()
    {
        var ids = await AddAsync("a", "b", "c");
        await _harness.StartAsync(Draft(new TargetAudience { ContactIds = ids }));
        await _harness.RunForAsync(TimeSpan.FromDays(80));
        await _harness.ReplyAsync("b@x.example");
        var (campaign, _) = await AddRuleAsync(TriggerKind.Inactive, rule => rule with { InactiveDays = 90 });
        Assert.Equal(0, await Triggers.ScanAsync());

        await _harness.RunForAsync(TimeSpan.FromDays(11));
        Assert.Equal(2, await Triggers.ScanAsync());
        Assert.Equal(0, await Triggers.ScanAsync());
        await _harness.RunForAsync(TimeSpan.FromDays(80));
        Assert.Equal(1, await Triggers.ScanAsync());

        Assert.Equal(3, (await _harness.Campaigns.GetStatsAsync(campaign)).Total);
    }

    [Fact]
    public async Task Scan_OverPages_GoesOnWhereItWasInterrupted()
    {
        await _harness.AddContactsAsync([.. Enumerable.Range(0, 1_201).Select(i => new ContactDraft { Email = $"c{i}@x.example", Tags = ["churned"] })]);
        var (campaign, rule) = await AddRuleAsync(TriggerKind.Tag, rule => rule with { Tag = "CHURNED" });
        using var cancellation = new CancellationTokenSource();
        var store = _harness.Get<IMetadataStore>();
        var scan = _harness.Get<TriggerEnrolment>().EnrolAllAsync(
            (await _harness.Get<ITriggerStore>().FindAsync(Organisation.DefaultId, rule))!,
            null,
            async id =>
            {
                await store.SetAsync($"trigger_scan/{rule:N}", id.ToString("N"));
                await cancellation.CancelAsync();
            },
            cancellation.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scan);
        Assert.Equal(500, (await _harness.Campaigns.GetStatsAsync(campaign)).Total);

        Assert.Equal(701, await Triggers.ScanAsync());
        Assert.Equal("", await store.GetAsync($"trigger_scan/{rule:N}"));
    }

    [Fact]
    public async Task Tag_EnrolsAtOnce_AndTagsOfImportsWithTheNextScan()
    {
        var ids = await AddAsync("a", "b");
        var (campaign, _) = await AddRuleAsync(TriggerKind.Tag, rule => rule with { Tag = "vip" });

        await Triggers.TagAsync(Organisation.DefaultId, [ids[0]], ["VIP", "other"]);
        Assert.Equal(1, (await _harness.Campaigns.GetStatsAsync(campaign)).Total);
        await _harness.AddContactsAsync(new ContactDraft { Email = "c@x.example", Tags = ["Vip"] });
        Assert.Equal(1, await Triggers.ScanAsync());

        Assert.Equal(2, (await _harness.Campaigns.GetStatsAsync(campaign)).Total);
    }

    [Fact]
    public async Task Reply_ToAnyCampaign_EnrolsThroughTheOutbox()
    {
        var ids = await AddAsync("a", "b");
        await _harness.StartAsync(Draft(new TargetAudience { ContactIds = ids }));
        var (campaign, _) = await AddRuleAsync(TriggerKind.Reply, rule => rule);
        await _harness.RunForAsync(TimeSpan.FromHours(1));
        await _harness.ReplyAsync("a@x.example");
        await _harness.Get<IExternalEventHandler>().HandleAsync(new ExternalEvent { Key = "auto", Type = DeliveryEventType.AutoReplied, Address = "b@x.example" });

        await _harness.Get<IEventDispatcher>().DispatchDueAsync();
        await _harness.RunForAsync(TimeSpan.FromHours(1));

        Assert.Equal(1, (await _harness.Campaigns.GetStatsAsync(campaign)).Total);
        Assert.Equal(2, _harness.MessagesTo("a@x.example").Count);
    }

    [Fact]
    public async Task Campaign_OfADisabledRule_EndsWhenItsLastParticipantDoes()
    {
        var ids = await AddAsync("a");
        var (campaign, rule) = await AddRuleAsync(TriggerKind.Event, value => value with { EventName = "trial.ended" });
        await Triggers.RaiseAsync(Ended("1", ids[0]));
        await _harness.RunForAsync(TimeSpan.FromDays(2));
        Assert.Equal(CampaignStatus.Active, (await FindAsync(campaign)).Status);

        await SaveAsync(rule, value => value with { IsEnabled = false });
        Assert.Empty((await Triggers.RaiseAsync(Ended("2", ids[0]))).Rules);
        _harness.Get<CampaignCompletion>().Touch(Organisation.DefaultId, campaign);
        await _harness.RunForAsync(TimeSpan.FromDays(2));

        Assert.Equal(CampaignStatus.Completed, (await FindAsync(campaign)).Status);
    }

    private static TriggerEvent Ended(string key, Guid contactId) => new() { Key = key, Name = "trial.ended", ContactId = contactId };

    private static CampaignDraft Draft(TargetAudience audience) => new()
    {
        Name = "Spring",
        Audience = audience,
        Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi {{ unsubscribe_url }}" })],
    };

    private Task<IReadOnlyList<Guid>> AddAsync(params string[] names) =>
        _harness.AddContactsAsync([.. names.Select(name => new ContactDraft { Email = name + "@x.example" })]);

    private async Task<(Guid Campaign, Guid Rule)> AddRuleAsync(TriggerKind kind, Func<TriggerRule, TriggerRule> change, TargetAudience? audience = null)
    {
        var campaign = await _harness.StartAsync(Draft(audience ?? TargetAudience.Nobody));
        var rule = new TriggerRule { Id = Guid.CreateVersion7(), OrganisationId = Organisation.DefaultId, Name = "Rule", CampaignId = campaign, Kind = kind };
        await _harness.Get<ITriggerStore>().SaveAsync(change(rule));
        return (campaign, rule.Id);
    }

    private async Task SaveAsync(Guid ruleId, Func<TriggerRule, TriggerRule> change)
    {
        var store = _harness.Get<ITriggerStore>();
        await store.SaveAsync(change((await store.FindAsync(Organisation.DefaultId, ruleId))!));
    }

    private async Task<TriggerOutcome> RaiseAsync(Guid ruleId, Guid contactId) =>
        (await Triggers.RaiseAsync(Ended(Guid.NewGuid().ToString(), contactId))).Rules[ruleId];

    private async Task<Campaign> FindAsync(Guid campaignId) => (await _harness.Campaigns.GetAsync(Organisation.DefaultId, campaignId))!;
}
