using Xunit;

namespace Outreach.Testing;

/// <summary>Tests how an <see cref="ISendLedger"/> records events from outside, and the <see cref="IDeliveryEventStore"/> that reads them.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerEventSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Event_IsStoredWithEveryValue_OnceByItsKey()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);
        var deliveryEvent = NewEvent(intent, DeliveryEventType.SoftBounced, "k1") with
        {
            Reply = new ProviderReply { Code = 452, EnhancedCode = "4.2.2", Text = "voll\nganz", ProviderMessageId = "x" },
            Detail = "mailbox full",
            MailboxProvider = MailboxProviderNames.Gmail,
        };

        Assert.Equal(EventOutcome.Applied, await RecordAsync(deliveryEvent));
        Assert.Equal(EventOutcome.Duplicate, await RecordAsync(deliveryEvent));
        Assert.Equal(EventOutcome.Duplicate, await RecordAsync(NewEvent(intent, DeliveryEventType.Delivered, "k1")));

        AssertSame(deliveryEvent, Assert.Single(await ReadAllAsync(Store.Events.ReadAsync(OrganisationId, intent.Send.CampaignId))));
        AssertSame(deliveryEvent, Assert.Single(await Store.Events.ListByContactAsync(OrganisationId, intent.Send.ContactId)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ReplySentiment.Neutral)]
    [InlineData(ReplySentiment.Positive)]
    [InlineData(ReplySentiment.Negative)]
    public async Task Event_OfAReply_KeepsItsSentiment(ReplySentiment? sentiment)
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);
        var reply = NewEvent(intent, DeliveryEventType.Replied, "k") with { Detail = "hm", Sentiment = sentiment };

        await RecordAsync(reply);

        AssertSame(reply, Assert.Single(await ReadAllAsync(Store.Events.ReadAsync(OrganisationId, intent.Send.CampaignId))));
        AssertSame(reply, Assert.Single(await Store.Events.ListByContactAsync(OrganisationId, intent.Send.ContactId)));
    }

    [Theory]
    [InlineData(ParticipantStatus.Sent, 1, ParticipantStatus.Delivered)]
    [InlineData(ParticipantStatus.Sent, 2, ParticipantStatus.Sent)]
    [InlineData(ParticipantStatus.Replied, 1, ParticipantStatus.Replied)]
    public async Task Event_OfADeliveredMessage_MarksTheParticipant_AndFencesNobody(ParticipantStatus before, int step, ParticipantStatus after)
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        await Ledger.CommitAsync(
            session,
            LedgerScenario.Batch(LedgerScenario.Result(intent, SendDisposition.Accepted) with { Transition = LedgerScenario.Move(before, 1, Start.AddDays(1), Start) }));
        var again = await LeaseOneAsync(session, Start.AddDays(1));

        await Ledger.RecordEventAsync(new EventEffects { Event = NewEvent(intent, DeliveryEventType.Delivered, "k"), DeliveredAtStep = step });

        var marked = await ParticipantAsync(leased.Participant.Id);
        Assert.Equal((after, again.Participant.Epoch, again.Participant.StepIndex), (marked.Status, marked.Epoch, marked.StepIndex));
        await GrantAsync(session, LedgerScenario.Intent(again));
    }

    [Fact]
    public async Task Sentiment_OfAStoredReply_IsSetOnce()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);
        var reply = NewEvent(intent, DeliveryEventType.Replied, "reply") with { Detail = "hm" };
        await RecordAsync(reply);
        await RecordAsync(NewEvent(intent, DeliveryEventType.Opened, "open") with { Detail = "hm" });
        await RecordAsync(NewEvent(intent, DeliveryEventType.Replied, "judged") with { Detail = "hm", Sentiment = ReplySentiment.Negative });

        Assert.False(await SetAsync(OtherOrganisationId, "reply"));
        Assert.False(await SetAsync(OrganisationId, "open"));
        Assert.False(await SetAsync(OrganisationId, "judged"));
        Assert.False(await SetAsync(OrganisationId, "unknown"));
        Assert.True(await SetAsync(OrganisationId, "reply"));
        Assert.False(await Store.Events.SetSentimentAsync(OrganisationId, "reply", ReplySentiment.Negative, Start));

        var stored = await ReadAllAsync(Store.Events.ReadAsync(OrganisationId, intent.Send.CampaignId));
        AssertSame(reply with { Sentiment = ReplySentiment.Positive }, stored.Single(one => one.Key == "reply"));
        Assert.Equal(
            [("judged", (ReplySentiment?)ReplySentiment.Negative), ("open", null), ("reply", ReplySentiment.Positive)],
            (await Store.Events.ListByContactAsync(OrganisationId, intent.Send.ContactId)).Select(one => (one.Key, one.Sentiment)).Order());

        Task<bool> SetAsync(Guid organisationId, string key) => Store.Events.SetSentimentAsync(organisationId, key, ReplySentiment.Positive, Start);
    }

    [Fact]
    public async Task Event_WithoutAKnownSend_IsStored()
    {
        var deliveryEvent = new DeliveryEvent
        {
            Id = NewId(),
            OrganisationId = OrganisationId,
            Key = "k",
            Type = DeliveryEventType.Complained,
            At = Start,
        };

        Assert.Equal(EventOutcome.Applied, await RecordAsync(deliveryEvent));
        Assert.Equal(EventOutcome.Duplicate, await RecordAsync(deliveryEvent with { Id = NewId() }));
        Assert.Equal(EventOutcome.Applied, await RecordAsync(deliveryEvent with { Id = NewId(), OrganisationId = OtherOrganisationId }));
    }

    [Fact]
    public async Task Event_WithTransition_MovesTheParticipantAndFencesTheWorker()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var participant = await EnrolAsync(await AddCampaignAsync());
        var leased = await LeaseOneAsync(session);
        var intent = LedgerScenario.Intent(leased);
        var move = LedgerScenario.Move(ParticipantStatus.Unsubscribed, 0, null, Start.AddMinutes(1));

        var outcome = await Ledger.RecordEventAsync(new EventEffects
        {
            Event = NewEvent(intent, DeliveryEventType.Unsubscribed, "k") with { SendId = null },
            ExpectedEpoch = leased.Participant.Epoch,
            Transition = move,
            Suppressions = [Suppress("a@example.com"), Suppress("@example.net")],
        });

        Assert.Equal(EventOutcome.Applied, outcome);
        var after = await ParticipantAsync(participant.Id);
        LedgerLeaseSuite<TFactory>.AssertMoved(move, after);
        Assert.True(after.Epoch > leased.Participant.Epoch);
        Assert.Equal([new IntentResult(IntentVerdict.Fenced)], await IntendAsync(session, intent));
        await Ledger.CommitAsync(
            session, LedgerScenario.Batch(LedgerScenario.Release(leased, LedgerScenario.Move(ParticipantStatus.Pending, 0, Start, Start))));
        AssertSame(after, await ParticipantAsync(participant.Id));
        Assert.NotNull(await Store.Suppressions.FindAsync(OrganisationId, "a@example.com"));
        Assert.NotNull(await Store.Suppressions.FindAsync(OrganisationId, "b@example.net"));
    }

    [Fact]
    public async Task Event_ThatAdvancesAParticipant_MakesItDueAtOnceForAnyWorker()
    {
        await using var session = await Ledger.OpenSessionAsync();
        await EnrolAsync(await AddCampaignAsync());
        var leased = await LeaseOneAsync(session);

        await Ledger.RecordEventAsync(new EventEffects
        {
            Event = NewEvent(LedgerScenario.Intent(leased), DeliveryEventType.Replied, "k") with { SendId = null },
            ExpectedEpoch = leased.Participant.Epoch,
            Transition = LedgerScenario.Move(ParticipantStatus.Replied, 1, Start.AddHours(1), Start),
        });

        Assert.Equal(Start.AddHours(1), await Ledger.FindNextDueAsync());
        await using var other = await Ledger.OpenSessionAsync();
        Assert.Equal(1, (await LeaseOneAsync(other, Start.AddHours(1))).Participant.StepIndex);
    }

    [Fact]
    public async Task Event_ThatMeetsAChangedParticipant_ChangesNothing()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        await CommitAsync(session, LedgerScenario.Result(intent, SendDisposition.InDoubt, Later()));
        var before = await ParticipantAsync(leased.Participant.Id);
        var effects = new EventEffects
        {
            Event = NewEvent(intent, DeliveryEventType.HardBounced, "k"),
            ProvesAcceptance = true,
            ExpectedEpoch = leased.Participant.Epoch,
            Transition = LedgerScenario.Move(ParticipantStatus.Bounced, 0, null, Start),
            Suppressions = [Suppress("a@example.com")],
        };

        Assert.Equal(EventOutcome.Conflict, await Ledger.RecordEventAsync(effects));
        Assert.Equal(
            EventOutcome.Conflict,
            await Ledger.RecordEventAsync(effects with { ExpectedEpoch = before.Epoch, Event = effects.Event with { OrganisationId = OtherOrganisationId } }));

        AssertSame(before, await ParticipantAsync(leased.Participant.Id));
        Assert.Equal(SendState.InDoubt, (await SendAsync(intent)).State);
        Assert.Null(await Store.Suppressions.FindAsync(OrganisationId, "a@example.com"));
        Assert.Empty(await Store.Events.ListByContactAsync(OrganisationId, intent.Send.ContactId));

        Assert.Equal(EventOutcome.Applied, await Ledger.RecordEventAsync(effects with { ExpectedEpoch = before.Epoch }));
        Assert.Equal(SendState.Sent, (await SendAsync(intent)).State);
        Assert.NotNull(await Store.Suppressions.FindAsync(OrganisationId, "a@example.com"));
    }

    [Fact]
    public async Task Event_WithATransitionAndNoParticipant_IsAnError()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);

        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.RecordEventAsync(new EventEffects
        {
            Event = NewEvent(intent, DeliveryEventType.Replied, "k") with { ParticipantId = null },
            Transition = Later(),
        }));
    }

    [Theory]
    [InlineData(SendDisposition.InDoubt, true, SendState.Sent)]
    [InlineData(SendDisposition.InDoubt, false, SendState.InDoubt)]
    [InlineData(null, true, SendState.Sent)]
    [InlineData(null, false, SendState.Sending)]
    [InlineData(SendDisposition.Accepted, true, SendState.Sent)]
    [InlineData(SendDisposition.Failed, true, SendState.Failed)]
    [InlineData(SendDisposition.Retry, true, SendState.Due)]
    public async Task Evidence_ResolvesOnlyWhatIsNotKnown(SendDisposition? recorded, bool proves, SendState expected)
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);
        if (recorded is { } disposition)
        {
            await CommitAsync(session, LedgerScenario.Result(intent, disposition));
        }

        var effects = new EventEffects { Event = NewEvent(intent, DeliveryEventType.Delivered, "k"), ProvesAcceptance = proves };
        Assert.Equal(EventOutcome.Applied, await Ledger.RecordEventAsync(effects));

        var send = await SendAsync(intent);
        Assert.Equal((expected, recorded == SendDisposition.InDoubt), (send.State, send.Doubt));
    }

    [Fact]
    public async Task Evidence_ThatIsFasterThanTheProvidersAnswer_LetsTheAnswerBeRecorded()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        await Ledger.RecordEventAsync(new EventEffects { Event = NewEvent(intent, DeliveryEventType.Delivered, "k"), ProvesAcceptance = true });

        await CommitAsync(session, LedgerScenario.Result(intent, SendDisposition.Accepted, Later()));

        var send = await SendAsync(intent);
        Assert.Equal((SendState.Sent, "p-1"), (send.State, send.Reply?.ProviderMessageId));
        Assert.Equal(Later().DueAt, (await ParticipantAsync(leased.Participant.Id)).DueAt);
    }

    [Fact]
    public async Task Evidence_OfAnotherOrganisation_ResolvesNothing()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);
        await CommitAsync(session, LedgerScenario.Result(intent, SendDisposition.InDoubt));

        var foreign = NewEvent(intent, DeliveryEventType.Delivered, "k") with { OrganisationId = OtherOrganisationId };
        await Ledger.RecordEventAsync(new EventEffects { Event = foreign, ProvesAcceptance = true });

        Assert.Equal(SendState.InDoubt, (await SendAsync(intent)).State);
        Assert.Empty(await Store.Events.ListByContactAsync(OrganisationId, intent.Send.ContactId));
        Assert.Empty(await ReadAllAsync(Store.Events.ReadAsync(OrganisationId, intent.Send.CampaignId)));
    }

    [Fact]
    public async Task Event_ReportedByManyAtOnce_IsAppliedOnce()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => RecordAsync(NewEvent(intent, DeliveryEventType.Delivered, "same")))));

        Assert.Equal(1, outcomes.Count(outcome => outcome == EventOutcome.Applied));
        Assert.Equal(7, outcomes.Count(outcome => outcome == EventOutcome.Duplicate));
        Assert.Single(await Store.Events.ListByContactAsync(OrganisationId, intent.Send.ContactId));
    }

    [Fact]
    public async Task Event_WhenCancelled_StoresNothing()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);
        var effects = new EventEffects { Event = NewEvent(intent, DeliveryEventType.Delivered, "k"), Suppressions = [Suppress("a@example.com")] };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ledger.RecordEventAsync(effects, Cancelled));

        Assert.Empty(await Store.Events.ListByContactAsync(OrganisationId, intent.Send.ContactId));
        Assert.Null(await Store.Suppressions.FindAsync(OrganisationId, "a@example.com"));
    }

    [Fact]
    public async Task Events_AreReadInTheOrderOfIds_AndListedOldestFirst()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);
        var events = Enumerable.Range(0, 600)
            .Select(i => NewEvent(intent, DeliveryEventType.Delivered, $"k{i}") with { At = Start.AddMinutes(-i) })
            .ToList();
        foreach (var deliveryEvent in events.AsEnumerable().Reverse())
        {
            await RecordAsync(deliveryEvent);
        }

        var read = await ReadAllAsync(Store.Events.ReadAsync(OrganisationId, intent.Send.CampaignId));
        var listed = await Store.Events.ListByContactAsync(OrganisationId, intent.Send.ContactId);

        Assert.Equal(events.Select(e => e.Id), read.Select(e => e.Id));
        Assert.Equal(events.AsEnumerable().Reverse().Select(e => e.Id), listed.Select(e => e.Id));
    }

    private static ParticipantTransition Later() => LedgerScenario.Move(ParticipantStatus.Sent, 0, Start.AddHours(1), Start);

    private static SuppressionEntry Suppress(string key) =>
        new() { OrganisationId = OrganisationId, Key = key, Reason = SuppressionReason.Unsubscribed, At = Start, Source = "k" };

    private Task<EventOutcome> RecordAsync(DeliveryEvent deliveryEvent) => Ledger.RecordEventAsync(new EventEffects { Event = deliveryEvent });

    private Task<IReadOnlyList<IntentResult>> CommitAsync(IWorkerSession session, SendResult result) =>
        Ledger.CommitAsync(session, LedgerScenario.Batch(result));

    private async Task<(LeasedParticipant Leased, SendIntent Intent)> StartSendAsync(IWorkerSession session)
    {
        await EnrolAsync(await AddCampaignAsync());
        var leased = await LeaseOneAsync(session);
        return (leased, await GrantAsync(session, LedgerScenario.Intent(leased)));
    }
}
