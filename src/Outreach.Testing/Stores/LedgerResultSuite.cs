using Xunit;

namespace Outreach.Testing;

/// <summary>Tests what an <see cref="ISendLedger"/> makes of the outcomes of attempts.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerResultSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private static readonly QuotaClaim Quota = new("day", 10);

    [Theory]
    [InlineData(SendDisposition.Accepted, SendState.Sent, false, 1)]
    [InlineData(SendDisposition.Retry, SendState.Due, false, 0)]
    [InlineData(SendDisposition.Failed, SendState.Failed, false, 0)]
    [InlineData(SendDisposition.InDoubt, SendState.InDoubt, true, 1)]
    public async Task Result_SetsStateDoubtReplyAndQuota(SendDisposition disposition, SendState state, bool doubt, int used)
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);
        var result = LedgerScenario.Result(intent, disposition);

        for (var i = 0; i < 2; i++)
        {
            await Ledger.CommitAsync(session, LedgerScenario.Batch(result));

            var expected = intent.Send with
            {
                State = state,
                Doubt = doubt,
                ResultAt = result.At,
                Failure = result.Failure,
                Reply = result.Reply,
            };
            AssertSame(expected, await SendAsync(intent));
            Assert.Equal(used, await Ledger.GetQuotaUsedAsync(OrganisationId, Quota.Key));
        }
    }

    [Theory]
    [InlineData(SendDisposition.Failed, false, true)]
    [InlineData(SendDisposition.Failed, true, true)]
    [InlineData(SendDisposition.Retry, false, false)]
    [InlineData(SendDisposition.InDoubt, false, false)]
    public async Task Result_ThatSaysTheAddressIsGone_SuppressesIt_OnceItHasFailed(SendDisposition disposition, bool beforeIntent, bool isSuppressed)
    {
        await using var session = await Ledger.OpenSessionAsync();
        await EnrolAsync(await AddCampaignAsync());
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session));
        if (!beforeIntent)
        {
            await GrantAsync(session, intent);
        }

        var entry = new SuppressionEntry { OrganisationId = OrganisationId, Key = intent.RecipientKey, Reason = SuppressionReason.HardBounce, At = Start, Source = "send" };
        var result = LedgerScenario.Result(intent, disposition) with { Suppression = entry, RefusedBeforeIntent = beforeIntent ? intent.Send : null };

        for (var i = 0; i < 2; i++)
        {
            await Ledger.CommitAsync(session, LedgerScenario.Batch(result));

            Assert.Equal(isSuppressed ? entry : null, await Store.Suppressions.FindAsync(OrganisationId, intent.RecipientKey));
        }
    }

    [Fact]
    public async Task Result_OfALostLease_SuppressesNothing()
    {
        await using var session = await Ledger.OpenSessionAsync();
        await EnrolAsync(await AddCampaignAsync());
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session));
        var entry = new SuppressionEntry { OrganisationId = OrganisationId, Key = intent.RecipientKey, Reason = SuppressionReason.HardBounce, At = Start };

        await Ledger.CommitAsync(
            session,
            LedgerScenario.Batch(LedgerScenario.Result(intent, SendDisposition.Failed) with
            {
                Epoch = intent.Send.Epoch - 1,
                Suppression = entry,
                RefusedBeforeIntent = intent.Send,
            }));

        Assert.Null(await Store.Suppressions.FindAsync(OrganisationId, intent.RecipientKey));
    }

    [Fact]
    public async Task Result_WithTransition_MovesTheParticipantAndEndsTheLease()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        var move = LedgerScenario.Move(ParticipantStatus.Sent, 1, Start.AddDays(3), Start.AddSeconds(2));

        await RecordAsync(session, intent, SendDisposition.Accepted, move);

        var after = await ParticipantAsync(leased.Participant.Id);
        LedgerLeaseSuite<TFactory>.AssertMoved(move, after);
        Assert.True(after.Epoch > leased.Participant.Epoch);
        Assert.Equal(after.Id, (await LeaseOneAsync(session, Start.AddDays(3))).Participant.Id);
    }

    [Fact]
    public async Task Result_WithoutTransition_KeepsTheLeaseForFurtherRecipients()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        var before = await ParticipantAsync(leased.Participant.Id);

        await RecordAsync(session, intent, SendDisposition.Accepted);

        AssertSame(before, await ParticipantAsync(leased.Participant.Id));
        Assert.Empty(await LeaseAsync(session));
        var copy = LedgerScenario.Intent(leased);
        await GrantAsync(session, copy with { Send = copy.Send with { Role = RecipientRole.Cc, Recipient = "boss@example.com" } });
    }

    [Fact]
    public async Task Result_OfAnotherAttemptEpochOrOrganisation_ChangesNothing()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        var result = LedgerScenario.Result(intent, SendDisposition.Failed);
        var before = await ParticipantAsync(leased.Participant.Id);
        var move = LedgerScenario.Move(ParticipantStatus.Failed, 0, null, Start);

        await Ledger.CommitAsync(session, LedgerScenario.Batch(result with { Attempt = result.Attempt with { Number = 2 } }));
        await Ledger.CommitAsync(session, LedgerScenario.Batch(result with { Epoch = result.Epoch - 1, Transition = move }));
        await Ledger.CommitAsync(session, LedgerScenario.Batch(result with { Epoch = result.Epoch + 1, Transition = move }));
        await Ledger.CommitAsync(session, LedgerScenario.Batch(result with { OrganisationId = OtherOrganisationId, Transition = move }));
        await Ledger.CommitAsync(session, LedgerScenario.Batch(result with { Attempt = new AttemptId(NewId(), 1) }));

        AssertSame(intent.Send, await SendAsync(intent));
        AssertSame(before, await ParticipantAsync(leased.Participant.Id));
        Assert.Equal(1, await Ledger.GetQuotaUsedAsync(OrganisationId, Quota.Key));
    }

    [Fact]
    public async Task Retry_LetsTheNextAttemptBeMade()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);
        await RecordAsync(session, intent, SendDisposition.Retry, Later());

        var leased = await LeaseOneAsync(session, Start.AddHours(1));
        Assert.Equal(SendState.Due, Assert.Single(leased.Sends).State);
        var again = await GrantAsync(session, LedgerScenario.Again(intent, leased));

        AssertSame(again.Send, await SendAsync(again));
        Assert.Equal(1, await Ledger.GetQuotaUsedAsync(OrganisationId, Quota.Key));

        // The first attempt's result, written again by mistake, means nothing to the second attempt.
        await RecordAsync(session, intent, SendDisposition.Failed, Later());
        AssertSame(again.Send, await SendAsync(again));
        Assert.Equal(1, await Ledger.GetQuotaUsedAsync(OrganisationId, Quota.Key));
    }

    [Theory]
    [InlineData(SendDisposition.Failed)]
    [InlineData(SendDisposition.Retry)]
    public async Task Refusal_OfASendThatWasEverInDoubt_LeavesItInDoubtAndItsQuotaTaken(SendDisposition refusal)
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        await RecordAsync(session, intent, SendDisposition.InDoubt);
        var again = await GrantAsync(session, LedgerScenario.Again(intent, leased, knowsOfDoubt: true));
        Assert.Equal(2, await Ledger.GetQuotaUsedAsync(OrganisationId, Quota.Key));

        await RecordAsync(session, again, refusal);

        var send = await SendAsync(again);
        Assert.Equal((SendState.InDoubt, true), (send.State, send.Doubt));
        Assert.Equal(2, await Ledger.GetQuotaUsedAsync(OrganisationId, Quota.Key));
    }

    [Fact]
    public async Task Acceptance_OfASendThatWasEverInDoubt_IsSent_AndTheDoubtIsKept()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        await RecordAsync(session, intent, SendDisposition.InDoubt);
        var again = await GrantAsync(session, LedgerScenario.Again(intent, leased, knowsOfDoubt: true));

        await RecordAsync(session, again, SendDisposition.Accepted);

        var send = await SendAsync(again);
        Assert.Equal((SendState.Sent, true), (send.State, send.Doubt));
    }

    [Fact]
    public async Task LateAcceptance_OfASendThatBecameInDoubt_IsEvidence()
    {
        var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        await RecoverElsewhereAsync();
        var before = await ParticipantAsync(leased.Participant.Id);

        await RecordAsync(session, intent, SendDisposition.Accepted, Later());

        var send = await SendAsync(intent);
        Assert.Equal((SendState.Sent, true, "p-1"), (send.State, send.Doubt, send.Reply?.ProviderMessageId));
        AssertSame(before, await ParticipantAsync(leased.Participant.Id));
        await session.DisposeAsync();
    }

    [Theory]
    [InlineData(SendDisposition.Retry)]
    [InlineData(SendDisposition.Failed)]
    [InlineData(SendDisposition.InDoubt)]
    public async Task LateRefusal_OfASendThatBecameInDoubt_LeavesItInDoubt(SendDisposition late)
    {
        var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        await RecoverElsewhereAsync();
        var before = await ParticipantAsync(leased.Participant.Id);

        await RecordAsync(session, intent, late, Later());

        var send = await SendAsync(intent);
        Assert.Equal((SendState.InDoubt, true), (send.State, send.Doubt));
        AssertSame(before, await ParticipantAsync(leased.Participant.Id));
        Assert.Equal(1, await Ledger.GetQuotaUsedAsync(OrganisationId, Quota.Key));
        await session.DisposeAsync();
    }

    [Fact]
    public async Task Result_AfterTheParticipantWasStoppedFromOutside_IsRecordedButDoesNotMoveIt()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        await Store.Participants.StopAllAsync(
            OrganisationId, leased.Participant.CampaignId, new DecisionReason(ReasonCodes.CampaignStopped), Start);

        await RecordAsync(session, intent, SendDisposition.Accepted, Later());

        Assert.Equal(SendState.Sent, (await SendAsync(intent)).State);
        Assert.Equal(ParticipantStatus.Stopped, (await ParticipantAsync(leased.Participant.Id)).Status);
    }

    [Theory]
    [InlineData(SendDisposition.Failed, SendState.Failed)]
    [InlineData(SendDisposition.Retry, SendState.Due)]
    public async Task RefusalBeforeIntent_StoresTheAttemptWithItsOutcome_AndTakesNoQuota(SendDisposition disposition, SendState state)
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session), Quota);
        var result = Refused(intent, disposition, Later());

        for (var i = 0; i < 2; i++)
        {
            await Ledger.CommitAsync(session, LedgerScenario.Batch(result));

            var expected = intent.Send with { State = state, Quotas = [], ResultAt = result.At, Failure = result.Failure, Reply = result.Reply };
            AssertSame(expected, await SendAsync(intent));
            Assert.Equal(0, await Ledger.GetQuotaUsedAsync(OrganisationId, Quota.Key));
            LedgerLeaseSuite<TFactory>.AssertMoved(Later(), await ParticipantAsync(participant.Id));
        }
    }

    [Fact]
    public async Task RefusalBeforeIntent_WrittenTwiceWithoutTransition_ChangesNothingTheSecondTime()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session));
        var batch = LedgerScenario.Batch(Refused(intent, SendDisposition.Retry, null));
        await Ledger.CommitAsync(session, batch);
        var before = await SendAsync(intent);

        await Ledger.CommitAsync(session, batch);

        AssertSame(before, await SendAsync(intent));
        Assert.Empty(await LeaseAsync(session));
    }

    [Fact]
    public async Task RefusalBeforeIntent_OfALaterAttempt_ReplacesTheEarlier()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);
        await RecordAsync(session, intent, SendDisposition.Retry, Later());
        var again = LedgerScenario.Again(intent, await LeaseOneAsync(session, Start.AddHours(1)));

        await Ledger.CommitAsync(session, LedgerScenario.Batch(Refused(again, SendDisposition.Failed, null)));

        var send = await SendAsync(again);
        Assert.Equal((SendState.Failed, 2, false), (send.State, send.Attempt, send.Doubt));
        Assert.Equal(0, await Ledger.GetQuotaUsedAsync(OrganisationId, Quota.Key));
    }

    [Fact]
    public async Task RefusalBeforeIntent_OfASendThatWasEverInDoubt_LeavesItInDoubt()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, intent) = await StartSendAsync(session);
        await RecordAsync(session, intent, SendDisposition.InDoubt);
        var again = LedgerScenario.Again(intent, leased, knowsOfDoubt: true);

        await Ledger.CommitAsync(session, LedgerScenario.Batch(Refused(again, SendDisposition.Failed, null)));

        var send = await SendAsync(again);
        Assert.Equal((SendState.InDoubt, true), (send.State, send.Doubt));
        Assert.Equal(1, await Ledger.GetQuotaUsedAsync(OrganisationId, Quota.Key));
    }

    [Fact]
    public async Task RefusalBeforeIntent_OfAWorkerThatLostItsLease_StoresNothing()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        await using var stranger = await Ledger.OpenSessionAsync();
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session));
        var result = Refused(intent, SendDisposition.Failed, Later());
        var before = await ParticipantAsync(participant.Id);

        await Ledger.CommitAsync(stranger, LedgerScenario.Batch(result));
        await Ledger.CommitAsync(session, LedgerScenario.Batch(result with { Epoch = result.Epoch - 1 }));

        Assert.Null(await Ledger.FindSendAsync(intent.Send.Id));
        AssertSame(before, await ParticipantAsync(participant.Id));
    }

    [Theory]
    [InlineData(ParticipantStatus.Stopped, 0, false)]
    [InlineData(ParticipantStatus.Sent, 1, true)]
    public async Task Transition_PastAStep_CancelsWhatWasDueInIt(ParticipantStatus status, int step, bool goesOn)
    {
        await using var session = await Ledger.OpenSessionAsync();
        var (_, intent) = await StartSendAsync(session);
        await RecordAsync(session, intent, SendDisposition.Retry, Later());
        Assert.Equal(SendState.Due, (await SendAsync(intent)).State);
        var leased = await LeaseOneAsync(session, Start.AddHours(1));

        var move = LedgerScenario.Move(status, step, goesOn ? Start.AddDays(1) : null, Start);
        await Ledger.CommitAsync(session, LedgerScenario.Batch(LedgerScenario.Release(leased, move)));

        Assert.Equal(SendState.Cancelled, (await SendAsync(intent)).State);
    }

    [Fact]
    public async Task StopAll_CancelsSendsThatWereDue_AndLeavesTheRest()
    {
        var campaign = await AddCampaignAsync();
        for (var i = 0; i < 3; i++)
        {
            await EnrolAsync(campaign);
        }

        await using var session = await Ledger.OpenSessionAsync();
        SendIntent[] intents = [.. (await LeaseAsync(session)).Select(leased => LedgerScenario.Intent(leased))];
        await IntendAsync(session, intents);
        await RecordAsync(session, intents[0], SendDisposition.Retry, Later());
        await RecordAsync(session, intents[1], SendDisposition.InDoubt, Later());

        await Store.Participants.StopAllAsync(OrganisationId, campaign.Id, new DecisionReason(ReasonCodes.CampaignStopped), Start);

        Assert.Equal(SendState.Cancelled, (await SendAsync(intents[0])).State);
        Assert.Equal(SendState.InDoubt, (await SendAsync(intents[1])).State);
        Assert.Equal(SendState.Sending, (await SendAsync(intents[2])).State);
    }

    private static ParticipantTransition Later() => LedgerScenario.Move(ParticipantStatus.Pending, 0, Start.AddHours(1), Start);

    private async Task<(LeasedParticipant Leased, SendIntent Intent)> StartSendAsync(IWorkerSession session)
    {
        await EnrolAsync(await AddCampaignAsync());
        var leased = await LeaseOneAsync(session);
        return (leased, await GrantAsync(session, LedgerScenario.Intent(leased, Quota)));
    }

    private static SendResult Refused(SendIntent intent, SendDisposition disposition, ParticipantTransition? transition) =>
        LedgerScenario.Result(intent, disposition, transition) with { RefusedBeforeIntent = intent.Send };

    private async Task RecoverElsewhereAsync()
    {
        LeaseClock.Advance(LedgerScenario.LeaseTime);
        await using var other = await Ledger.OpenSessionAsync();
        Assert.Equal(new RecoveryReport(0, 1), await Ledger.RecoverAsync(other, Start, Start.AddDays(1)));
    }
}
