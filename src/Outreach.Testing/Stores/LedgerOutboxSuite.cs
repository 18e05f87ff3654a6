using Xunit;

namespace Outreach.Testing;

/// <summary>Tests that what changes campaigns and sends writes its events to the outbox, in the same transaction.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerOutboxSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private const string All = "all";

    /// <inheritdoc/>
    protected override IReadOnlyList<EventSubscription> Subscriptions => [new(All, null, _ => throw new InvalidOperationException())];

    [Fact]
    public async Task Campaign_TellsEachChangeOfItsStatus_AndNothingElse()
    {
        var campaign = await AddCampaignAsync(CampaignStatus.Draft);
        foreach (var status in (CampaignStatus[])
            [CampaignStatus.Active, CampaignStatus.Active, CampaignStatus.Paused, CampaignStatus.Active, CampaignStatus.Completed])
        {
            campaign = (await Store.Campaigns.UpdateAsync(campaign with { Status = status }))!;
            Assert.Null(await Store.Campaigns.UpdateAsync(campaign with { Revision = 0, Status = CampaignStatus.Paused }));
        }

        var events = await TakeAllAsync();

        Assert.Equal(
            [
                EventTypes.CampaignCreated, EventTypes.CampaignStarted, EventTypes.CampaignPaused, EventTypes.CampaignResumed,
                EventTypes.CampaignCompleted,
            ],
            events.Select(e => e.Type),
            StringComparer.Ordinal);
        Assert.All(events, e => Assert.Equal((campaign.Id, OrganisationId), (e.Subject, e.OrganisationId)));
        Assert.Equal(
            new CampaignEventData { CampaignId = campaign.Id, Name = campaign.Name, Status = CampaignStatus.Completed },
            CampaignEventData.Read(events[^1]));
    }

    [Fact]
    public async Task SequenceEdit_TellsAChangeOfTheCampaignsStatus_AndNothingElse()
    {
        var campaign = await AddCampaignAsync(CampaignStatus.Draft);
        foreach (var status in (CampaignStatus[])[CampaignStatus.Draft, CampaignStatus.Active, CampaignStatus.Active])
        {
            var changed = campaign with { Status = status, SequenceVersionId = NewId() };
            campaign = (await Store.Campaigns.AddSequenceAsync(changed, NewSequence(changed) with { Number = campaign.Revision + 2 }))!;
        }

        Assert.Equal([EventTypes.CampaignCreated, EventTypes.CampaignStarted], (await TakeAllAsync()).Select(told => told.Type), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(SendDisposition.Accepted, EventTypes.MessageSent)]
    [InlineData(SendDisposition.Failed, EventTypes.MessageFailed)]
    [InlineData(SendDisposition.InDoubt, EventTypes.SendInDoubt)]
    [InlineData(SendDisposition.Retry, null)]
    public async Task Result_TellsWhatBecameOfTheSend_Once(SendDisposition disposition, string? type)
    {
        await using var session = await Ledger.OpenSessionAsync();
        var intent = await StartSendAsync(session);

        await RecordAsync(session, intent, disposition);
        await RecordAsync(session, intent, disposition);

        var events = await TakeAllAsync();
        if (type is null)
        {
            Assert.Empty(events);
            return;
        }

        var told = Assert.Single(events);
        Assert.Equal((type, intent.Send.ParticipantId, intent.Send.IntentAt.AddSeconds(1)), (told.Type, told.Subject, told.At));
        var data = MessageEventData.Read(told);
        Assert.Equal(
            (intent.Send.Id, intent.Send.ContactId, intent.Send.CampaignId, intent.Send.MessageId, 1),
            (data.SendId, data.ContactId, data.CampaignId, data.MessageId, data.Attempt));
        Assert.DoesNotContain(intent.Send.Recipient, told.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusalBeforeTheIntent_TellsThatTheSendFailed()
    {
        await using var session = await Ledger.OpenSessionAsync();
        await EnrolAsync(await AddCampaignAsync());
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session));
        await TakeAllAsync();

        await Ledger.CommitAsync(
            session, LedgerScenario.Batch(LedgerScenario.Result(intent, SendDisposition.Failed) with { RefusedBeforeIntent = intent.Send }));

        Assert.Equal(EventTypes.MessageFailed, Assert.Single(await TakeAllAsync()).Type);
    }

    [Fact]
    public async Task Recovery_TellsThatSendsAreInDoubt()
    {
        SendIntent intent;
        await using (var session = await Ledger.OpenSessionAsync())
        {
            intent = await StartSendAsync(session);
            LeaseClock.Advance(LedgerScenario.LeaseTime);
            await using var other = await Ledger.OpenSessionAsync();
            await Ledger.RecoverAsync(other, Start.AddHours(1), Start.AddDays(3));
        }

        var told = Assert.Single(await TakeAllAsync());
        Assert.Equal((EventTypes.SendInDoubt, Start.AddHours(1)), (told.Type, told.At));
        Assert.Equal(intent.Send.Id, MessageEventData.Read(told).SendId);
    }

    [Fact]
    public async Task EventFromOutside_IsToldOnce_AfterTheSendThatItProves()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var intent = await StartSendAsync(session);
        await RecordAsync(session, intent, SendDisposition.InDoubt);
        await TakeAllAsync();
        var bounced = NewEvent(intent, DeliveryEventType.HardBounced, "k") with { Reply = new ProviderReply { Code = 550, EnhancedCode = "5.1.1", Text = "no" } };
        var effects = new EventEffects { Event = bounced, ProvesAcceptance = true };

        await Ledger.RecordEventAsync(effects);
        await Ledger.RecordEventAsync(effects with { Event = bounced with { Id = NewId() } });

        var events = await TakeAllAsync();
        Assert.Equal([EventTypes.MessageSent, EventTypes.MessageBounced], events.Select(e => e.Type), StringComparer.Ordinal);
        Assert.Equal(bounced.Id, events[1].Id);
        var data = MessageEventData.Read(events[1]);
        Assert.Equal((true, 550, "5.1.1", (bool?)null), (data.IsHardBounce, data.ReplyCode, data.EnhancedCode, data.IsAutomatic));
    }

    [Fact]
    public async Task SentimentOfAStoredReply_IsToldOnce()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var intent = await StartSendAsync(session);
        await Ledger.RecordEventAsync(new EventEffects { Event = NewEvent(intent, DeliveryEventType.Replied, "k") with { Detail = "Yes" } });
        await TakeAllAsync();

        await Store.Events.SetSentimentAsync(OrganisationId, "k", ReplySentiment.Positive, Start);
        await Store.Events.SetSentimentAsync(OrganisationId, "k", ReplySentiment.Positive, Start);

        var told = Assert.Single(await TakeAllAsync());
        Assert.Equal((EventTypes.ReplyClassified, intent.Send.ParticipantId, OrganisationId), (told.Type, told.Subject, told.OrganisationId));
        Assert.Equal(ReplySentiment.Positive, MessageEventData.Read(told).Sentiment);
    }

    [Fact]
    public async Task EventThatMeetsAConflict_TellsNothing()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var intent = await StartSendAsync(session);

        var outcome = await Ledger.RecordEventAsync(new EventEffects
        {
            Event = NewEvent(intent, DeliveryEventType.Replied, "k"),
            ProvesAcceptance = true,
            ExpectedEpoch = 77,
            Transition = LedgerScenario.Move(ParticipantStatus.Replied, 0, null, Start),
        });

        Assert.Equal(EventOutcome.Conflict, outcome);
        Assert.Empty(await TakeAllAsync());
    }

    private async Task<SendIntent> StartSendAsync(IWorkerSession session)
    {
        await EnrolAsync(await AddCampaignAsync());
        var intent = await GrantAsync(session, LedgerScenario.Intent(await LeaseOneAsync(session)));
        await TakeAllAsync();
        return intent;
    }

    private async Task<List<OutreachEvent>> TakeAllAsync()
    {
        var events = new List<OutboxEntry>();
        while (await Store.Outbox.LeaseAsync(All, 100, TimeSpan.FromMinutes(1)) is { } batch)
        {
            events.AddRange(batch.Entries);
            await Store.Outbox.CompleteAsync(batch, [.. batch.Entries.Select(entry => new OutboxResult { Position = entry.Position, IsDelivered = true })]);
        }

        return [.. events.OrderBy(entry => entry.Position).Select(entry => entry.Event)];
    }
}
