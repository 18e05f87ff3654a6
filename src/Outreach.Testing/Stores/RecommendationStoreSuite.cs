using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IRecommendationStore"/>, and the counts that recommendations rest on.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class RecommendationStoreSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private static readonly RecommendationFilter Everything = new() { IncludesDismissed = true, IncludesResolved = true };

    [Fact]
    public async Task Record_KeepsEveryValue_OfOneOrganisation()
    {
        var found = New();
        await RecordAsync(Start, found);

        AssertSame(found with { FoundAt = Start, CheckedAt = Start }, Assert.Single(await ListAsync()));
        Assert.Empty(await Store.Recommendations.ListAsync(OtherOrganisationId, Everything));
    }

    [Fact]
    public async Task Record_Again_KeepsWhenItWasFoundFirst_AndTheNewFigures()
    {
        await RecordAsync(Start, New());
        var now = New() with { Message = "worse", Level = 3, Severity = RecommendationSeverity.Error };
        await RecordAsync(Start.AddDays(1), now);

        AssertSame(now with { FoundAt = Start, CheckedAt = Start.AddDays(1) }, Assert.Single(await ListAsync()));
    }

    [Fact]
    public async Task Record_ByManyAtOnce_KeepsOne()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RecordAsync(Start, New())));

        Assert.Single(await ListAsync(Everything));
    }

    [Fact]
    public async Task Passed_ResolvesWhatWasFound_AndItMayComeBack()
    {
        await RecordAsync(Start, New(), New("other"));
        await Store.Recommendations.RecordAsync(Round(Start.AddDays(1)) with { Passed = [New().Key, New("never.found").Key] });

        Assert.Equal("other", Assert.Single(await ListAsync()).Code);
        var resolved = Assert.Single(await ListAsync(Everything), one => one.ResolvedAt is not null);
        Assert.Equal((New().Code, Start.AddDays(1)), (resolved.Code, resolved.ResolvedAt!.Value));
        Assert.False(await Store.Recommendations.DismissAsync(OrganisationId, resolved.Key, Dismissal()));

        await RecordAsync(Start.AddDays(2), New());
        Assert.Equal(Start.AddDays(2), Assert.Single(await ListAsync(), one => one.Code == resolved.Code).FoundAt);
    }

    [Fact]
    public async Task Dismissed_IsNotListed_UntilItGetsHalfAsBadAgain()
    {
        await RecordAsync(Start, New());
        Assert.False(await Store.Recommendations.DismissAsync(OtherOrganisationId, New().Key, Dismissal()));
        Assert.True(await Store.Recommendations.DismissAsync(OrganisationId, New().Key, Dismissal()));

        await RecordAsync(Start.AddDays(1), New() with { Level = 2.9 });
        Assert.Empty(await ListAsync());
        AssertSame(Dismissal() with { Level = 2, Severity = RecommendationSeverity.Warning }, Assert.Single(await ListAsync(Everything)).Dismissal);

        await RecordAsync(Start.AddDays(2), New() with { Level = 3 });
        Assert.Null(Assert.Single(await ListAsync()).Dismissal);
    }

    [Fact]
    public async Task Dismissed_ComesBack_WhenItsSeverityRises_WhenItIsRestored_AndAfterItHadPassed()
    {
        await RecordAsync(Start, New());
        Assert.False(await Store.Recommendations.RestoreAsync(OrganisationId, New().Key));
        await Store.Recommendations.DismissAsync(OrganisationId, New().Key, Dismissal());
        Assert.True(await Store.Recommendations.RestoreAsync(OrganisationId, New().Key));
        Assert.Single(await ListAsync());

        await Store.Recommendations.DismissAsync(OrganisationId, New().Key, Dismissal());
        await RecordAsync(Start, New() with { Severity = RecommendationSeverity.Error });
        Assert.Single(await ListAsync());

        await Store.Recommendations.DismissAsync(OrganisationId, New().Key, Dismissal());
        await Store.Recommendations.RecordAsync(Round(Start.AddDays(1)) with { Passed = [New().Key] });
        await RecordAsync(Start.AddDays(2), New());
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Dismiss_WithoutNameOrReason_IsRefused()
    {
        await RecordAsync(Start, New());

        await Assert.ThrowsAsync<ArgumentException>(() => Store.Recommendations.DismissAsync(OrganisationId, New().Key, Dismissal() with { By = " " }));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Recommendations.DismissAsync(OrganisationId, New().Key, Dismissal() with { Reason = new string('x', 1_001) }));
    }

    [Fact]
    public async Task List_GivesTheMostSevereFirst_OfASubjectAndUpToALimit()
    {
        var domain = RecommendationSubject.OfDomain("Example.com");
        await RecordAsync(Start, New("b"), New("a"), New("c") with { Subject = domain, Severity = RecommendationSeverity.Error }, New("d") with { Severity = RecommendationSeverity.Hint });

        Assert.Equal("c/a/b/d", string.Join('/', (await ListAsync()).Select(one => one.Code)));
        Assert.Equal("c/a", string.Join('/', (await ListAsync(new RecommendationFilter { Limit = 2 })).Select(one => one.Code)));
        Assert.Equal("c", Assert.Single(await ListAsync(new RecommendationFilter { Subject = domain })).Code);
    }

    [Fact]
    public async Task Schedule_IsTakenWhenDue_ByOneOfMany_AndComesAgainUnlessItIsRemoved()
    {
        var (early, late) = (NewId(), NewId());
        await Store.Recommendations.ScheduleAsync(new ScheduledAdvice(OrganisationId, late, Start.AddMinutes(90), 1));
        await Store.Recommendations.ScheduleAsync(new ScheduledAdvice(OtherOrganisationId, early, Start.AddDays(-1), 1));
        await Store.Recommendations.ScheduleAsync(new ScheduledAdvice(OtherOrganisationId, early, Start, 2));
        Assert.Empty(await TakeAsync(Start.AddSeconds(-1)));

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TakeAsync(Start)));
        Assert.Equal(new ScheduledAdvice(OtherOrganisationId, early, Start, 2), Assert.Single(taken.SelectMany(all => all)));

        // Who took it has died; both are due an hour later.
        Assert.Equal([early, late], (await TakeAsync(Start.AddHours(2))).Select(advice => advice.CampaignId));
        await Store.Recommendations.UnscheduleAsync(OtherOrganisationId, early, 1);
        await Store.Recommendations.UnscheduleAsync(OrganisationId, late, 1);
        Assert.Equal(early, Assert.Single(await TakeAsync(Start.AddHours(4))).CampaignId);
    }

    [Fact]
    public async Task DeleteCampaign_RemovesItsRecommendations()
    {
        var campaign = await AddCampaignAsync(CampaignStatus.Draft);
        await RecordAsync(Start, New() with { Subject = RecommendationSubject.OfCampaign(campaign.Id) }, New("kept"));
        await Store.Recommendations.ScheduleAsync(new ScheduledAdvice(OrganisationId, campaign.Id, Start, 1));

        await Store.Campaigns.DeleteAsync(OrganisationId, campaign.Id);

        Assert.Equal("kept", Assert.Single(await ListAsync(Everything)).Code);
        Assert.Empty(await TakeAsync(Start));
    }

    [Fact]
    public async Task Outcomes_CountEachMessageOnce()
    {
        var campaign = await AddCampaignAsync();
        await using var worker = await Ledger.OpenSessionAsync();
        var intents = new List<SendIntent>();
        for (var i = 0; i < 6; i++)
        {
            await EnrolAsync(campaign);
        }

        // Somebody unsubscribed from another campaign three days ago, and somebody else yesterday.
        foreach (var (leased, i) in (await LeaseAsync(worker)).Select((leased, i) => (leased, i)))
        {
            if (i < 2)
            {
                await HappenAsync(DeliveryEventType.Unsubscribed, null, leased.Contact.Id, i == 0 ? Start.AddDays(-3) : Start.AddDays(-1));
            }

            intents.Add(LedgerScenario.Intent(leased));
        }

        await Ledger.CommitAsync(worker, LedgerScenario.Batch([.. intents]));
        await Ledger.CommitAsync(worker, LedgerScenario.Batch([.. intents.Select((intent, i) => LedgerScenario.Result(intent, i < 5 ? SendDisposition.Accepted : SendDisposition.Failed))]));
        await HappenAsync(DeliveryEventType.HardBounced, intents[0]);
        await HappenAsync(DeliveryEventType.SoftBounced, intents[0]);
        await HappenAsync(DeliveryEventType.SoftBounced, intents[1]);
        await HappenAsync(DeliveryEventType.Complained, intents[2]);
        await HappenAsync(DeliveryEventType.Opened, intents[3]);
        await HappenAsync(DeliveryEventType.Opened, intents[3]);
        await HappenAsync(DeliveryEventType.Clicked, intents[3]);
        await HappenAsync(DeliveryEventType.Clicked, intents[4]);
        await HappenAsync(DeliveryEventType.Delivered, intents[4]);

        Assert.Equal(
            new CampaignOutcomes { Refused = 1, CameBack = 2, Complained = 1, Opened = 2, AfterUnsubscribe = 1 },
            await Store.Events.CountOutcomesAsync(OrganisationId, campaign.Id));
        Assert.Equal(new CampaignOutcomes(), await Store.Events.CountOutcomesAsync(OtherOrganisationId, campaign.Id));
        Assert.Equal(new CampaignOutcomes(), await Store.Events.CountOutcomesAsync(OrganisationId, NewId()));
    }

    private static Recommendation New(string code = "campaign.bounces") => new()
    {
        OrganisationId = OrganisationId,
        Subject = RecommendationSubject.OfCampaign(new Guid("0195f0aa-0000-7000-8000-0000000000c1")),
        Code = code,
        Severity = RecommendationSeverity.Warning,
        Message = "Zu viele Rückläufer",
        Evidence = new RecommendationEvidence { Text = "10 of 100", Value = 0.1, Limit = 0.05, Count = 10, Total = 100 },
        Fix = "Clean the list.",
        Level = 2,
    };

    private static AdviceRound Round(DateTimeOffset at) => new() { OrganisationId = OrganisationId, At = at };

    private static RecommendationDismissal Dismissal() => new() { By = "Ada", Reason = "known", At = Start.AddHours(1) };

    private Task RecordAsync(DateTimeOffset at, params Recommendation[] found) => Store.Recommendations.RecordAsync(Round(at) with { Found = found });

    private Task<IReadOnlyList<Recommendation>> ListAsync(RecommendationFilter? filter = null) => Store.Recommendations.ListAsync(OrganisationId, filter);

    private Task<IReadOnlyList<ScheduledAdvice>> TakeAsync(DateTimeOffset now) => Store.Recommendations.TakeDueAsync(now, now.AddHours(1), 10);

    private Task<EventOutcome> HappenAsync(DeliveryEventType type, SendIntent intent) => HappenAsync(type, intent.Send, intent.Send.ContactId, Start.AddHours(1));

    private Task<EventOutcome> HappenAsync(DeliveryEventType type, SendRecord? send, Guid contactId, DateTimeOffset at)
    {
        var id = NewId();
        return Ledger.RecordEventAsync(new EventEffects
        {
            Event = new DeliveryEvent
            {
                Id = id,
                OrganisationId = OrganisationId,
                Key = id.ToString(),
                Type = type,
                At = at,
                SendId = send?.Id,
                CampaignId = send?.CampaignId,
                ParticipantId = send?.ParticipantId,
                ContactId = contactId,
            },
        });
    }
}
