using Xunit;

namespace Outreach.Testing;

/// <summary>Tests that an <see cref="ISendLedger"/> treats each entry of a batch as if it came alone, whatever the others are.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerBatchSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private static readonly QuotaClaim Quota = new("day", 10);

    [Fact]
    public async Task Batch_OfAcceptances_WrittenTwice_ChangesNothingTheSecondTime()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (campaign, leased, intents) = await StartSendsAsync(session, 4, granted: 3);
        var batch = LedgerScenario.Batch(
            intents.Reverse().Select(intent => LedgerScenario.Result(intent, SendDisposition.Accepted, Onward(intent.Send.ParticipantId))),
            [LedgerScenario.Release(leased[3], Onward(leased[3].Participant.Id))],
            []);

        await Ledger.CommitAsync(session, batch);

        var participants = await ReadAllAsync(Store.Participants.ReadAsync(OrganisationId, campaign.Id));
        var sends = await ReadAllAsync(Ledger.ReadSendsAsync(OrganisationId, campaign.Id));
        Assert.All(participants, participant => LedgerLeaseSuite<TFactory>.AssertMoved(Onward(participant.Id), participant));
        Assert.Equal(
            intents.Select(intent => (intent.Send.Id, SendState.Sent, false, intent.Send.IntentAt.AddSeconds(1), "p-1")),
            sends.Select(send => (send.Id, send.State, send.Doubt, send.ResultAt!.Value, send.Reply!.ProviderMessageId!)));

        await Ledger.CommitAsync(session, batch);

        AssertSame(participants, await ReadAllAsync(Store.Participants.ReadAsync(OrganisationId, campaign.Id)));
        AssertSame(sends, await ReadAllAsync(Ledger.ReadSendsAsync(OrganisationId, campaign.Id)));
    }

    [Fact]
    public async Task Batch_WithALateAcceptance_RecordsItAsEvidence_AndTheOthersAsUsual()
    {
        var session = await Ledger.OpenSessionAsync();
        var lateIntent = (await StartSendsAsync(session, 1, granted: 1)).Intents[0];
        LeaseClock.Advance(LedgerScenario.LeaseTime);
        await using (var other = await Ledger.OpenSessionAsync())
        {
            Assert.Equal(new RecoveryReport(0, 1), await Ledger.RecoverAsync(other, Start, Start.AddDays(1)));
        }

        var before = await ParticipantAsync(lateIntent.Send.ParticipantId);
        var (_, _, intents) = await StartSendsAsync(session, 2, granted: 2);

        await Ledger.CommitAsync(
            session,
            LedgerScenario.Batch(
                [.. intents.Append(lateIntent).Select(intent => LedgerScenario.Result(intent, SendDisposition.Accepted, Onward(intent.Send.ParticipantId)))]));

        AssertSame(before, await ParticipantAsync(before.Id));
        var evidence = await SendAsync(lateIntent);
        Assert.Equal((SendState.Sent, true), (evidence.State, evidence.Doubt));
        foreach (var intent in intents)
        {
            var sent = await SendAsync(intent);
            Assert.Equal((SendState.Sent, false), (sent.State, sent.Doubt));
            LedgerLeaseSuite<TFactory>.AssertMoved(Onward(intent.Send.ParticipantId), await ParticipantAsync(intent.Send.ParticipantId));
        }

        await session.DisposeAsync();
    }

    [Fact]
    public async Task Batch_WithTheAcceptanceOfOneThatWasMovedFromOutside_RecordsIt_AndMovesTheOthers()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, leased, intents) = await StartSendsAsync(session, 3, granted: 2);
        var unsubscribed = LedgerScenario.Move(ParticipantStatus.Unsubscribed, 0, null, Start);
        foreach (var participant in new[] { leased[0].Participant, leased[2].Participant })
        {
            var happened = NewEvent(intents[0], DeliveryEventType.Unsubscribed, $"k-{participant.Id}") with
            {
                SendId = null, ParticipantId = participant.Id, ContactId = participant.ContactId,
            };
            await Ledger.RecordEventAsync(new EventEffects { Event = happened, ExpectedEpoch = participant.Epoch, Transition = unsubscribed });
        }

        await Ledger.CommitAsync(
            session,
            LedgerScenario.Batch(
                intents.Select(intent => LedgerScenario.Result(intent, SendDisposition.Accepted, Onward(intent.Send.ParticipantId))),
                [LedgerScenario.Release(leased[2], Onward(leased[2].Participant.Id))],
                []));

        LedgerLeaseSuite<TFactory>.AssertMoved(unsubscribed, await ParticipantAsync(leased[0].Participant.Id));
        LedgerLeaseSuite<TFactory>.AssertMoved(Onward(leased[1].Participant.Id), await ParticipantAsync(leased[1].Participant.Id));
        LedgerLeaseSuite<TFactory>.AssertMoved(unsubscribed, await ParticipantAsync(leased[2].Participant.Id));
        Assert.Equal([SendState.Sent, SendState.Sent], [(await SendAsync(intents[0])).State, (await SendAsync(intents[1])).State]);
    }

    [Fact]
    public async Task Batch_OfEveryOutcome_SetsEachState_AndGivesBackWhatWasRefused()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, leased, intents) = await StartSendsAsync(session, 5, granted: 4);
        SendDisposition[] dispositions = [SendDisposition.Accepted, SendDisposition.Failed, SendDisposition.Retry, SendDisposition.InDoubt];

        await Ledger.CommitAsync(
            session,
            LedgerScenario.Batch(
                intents.Zip(dispositions, (intent, disposition) => LedgerScenario.Result(intent, disposition, Onward(intent.Send.ParticipantId) with { StepIndex = 0 })),
                [LedgerScenario.Release(leased[4], Onward(leased[4].Participant.Id))],
                []));

        var states = new List<SendState>();
        foreach (var intent in intents)
        {
            states.Add((await SendAsync(intent)).State);
        }

        Assert.Equal([SendState.Sent, SendState.Failed, SendState.Due, SendState.InDoubt], states);
        Assert.Equal(2, await Ledger.GetQuotaUsedAsync(OrganisationId, Quota.Key));
        LedgerLeaseSuite<TFactory>.AssertMoved(Onward(leased[4].Participant.Id), await ParticipantAsync(leased[4].Participant.Id));
    }

    [Fact]
    public async Task Batch_WithSeveralEntriesOfOneParticipant_GoesByTheFirst()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, leased, intents) = await StartSendsAsync(session, 1, granted: 1);
        var first = LedgerScenario.Result(intents[0], SendDisposition.Accepted, Onward(intents[0].Send.ParticipantId));
        var again = first with
        {
            At = first.At.AddHours(1),
            Reply = first.Reply! with { ProviderMessageId = "p-2" },
            Transition = LedgerScenario.Move(ParticipantStatus.Failed, 2, null, Start),
        };
        var release = LedgerScenario.Release(leased[0], LedgerScenario.Move(ParticipantStatus.Stopped, 3, null, Start));

        await Ledger.CommitAsync(session, LedgerScenario.Batch([first, again], [release], []));

        LedgerLeaseSuite<TFactory>.AssertMoved(first.Transition!, await ParticipantAsync(first.ParticipantId));
        AssertSame(first.Reply, (await SendAsync(intents[0])).Reply);
    }

    /// <summary>Makes a step of each participant's own, so that one that goes another's way shows.</summary>
    private static ParticipantTransition Onward(Guid participantId) =>
        LedgerScenario.Move(ParticipantStatus.Sent, 1 + (participantId.GetHashCode() & 0xFF), Start.AddDays(3), Start.AddSeconds(2));

    private async Task<(Campaign Campaign, IReadOnlyList<LeasedParticipant> Leased, SendIntent[] Intents)> StartSendsAsync(
        IWorkerSession session, int participants, int granted)
    {
        var campaign = await AddCampaignAsync();
        for (var i = 0; i < participants; i++)
        {
            await EnrolAsync(campaign, Start.AddSeconds(i - participants));
        }

        var leased = await LeaseAsync(session);
        Assert.Equal(participants, leased.Count);
        SendIntent[] intents = [.. leased.Take(granted).Select(one => LedgerScenario.Intent(one, Quota))];
        Assert.All(await IntendAsync(session, intents), verdict => Assert.Equal(new IntentResult(IntentVerdict.Granted), verdict));
        return (campaign, leased, intents);
    }
}
