using Xunit;

namespace Outreach.Testing;

/// <summary>Tests how an <see cref="ISendLedger"/> takes over from workers that died or lost their leases.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerRecoverySuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private static readonly DateTimeOffset Now = Start.AddMinutes(1);
    private static readonly DateTimeOffset Until = Start.AddDays(2);

    [Fact]
    public async Task Recover_OfALeaseWithoutIntentThatRanOut_MakesTheParticipantDueAgain()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using var hung = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();
        var lost = await LeaseOneAsync(hung);
        LeaseClock.Advance(LedgerScenario.LeaseTime);

        Assert.Equal(new RecoveryReport(1, 0), await Ledger.RecoverAsync(other, Now, Until));

        var after = await ParticipantAsync(participant.Id);
        AssertSame(participant with { Epoch = after.Epoch }, after);
        var leased = await LeaseOneAsync(other);
        Assert.True(leased.Participant.Epoch > lost.Participant.Epoch);
        Assert.Equal([new IntentResult(IntentVerdict.Fenced)], await IntendAsync(hung, LedgerScenario.Intent(lost)));
        await GrantAsync(other, LedgerScenario.Intent(leased));
    }

    [Fact]
    public async Task Recover_OfASendWithoutResultWhoseLeaseRanOut_MakesItInDoubt()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using var hung = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();
        var intent = await GrantAsync(hung, LedgerScenario.Intent(await LeaseOneAsync(hung), new QuotaClaim("day", 1)));
        LeaseClock.Advance(LedgerScenario.LeaseTime);

        Assert.Equal(new RecoveryReport(0, 1), await Ledger.RecoverAsync(other, Now, Until));
        Assert.Equal(default, await Ledger.RecoverAsync(other, Now, Until.AddDays(1)));

        AssertSame(intent.Send with { State = SendState.InDoubt, Doubt = true }, await SendAsync(intent));
        Assert.Equal(1, await Ledger.GetQuotaUsedAsync(OrganisationId, "day"));
        var after = await ParticipantAsync(participant.Id);
        Assert.Equal((Until, ReasonCodes.InDoubt, Now), (after.DueAt!.Value, after.Reason.Code, after.UpdatedAt));
        Assert.Equal((participant.Status, participant.StepIndex), (after.Status, after.StepIndex));
        Assert.Empty(await LeaseAsync(other, Until.AddSeconds(-1)));
        Assert.Equal(SendState.InDoubt, Assert.Single((await LeaseOneAsync(other, Until)).Sends).State);
    }

    [Fact]
    public async Task Recover_BeforeLeasesRunOut_LeavesLivingWorkersAlone()
    {
        var campaign = await AddCampaignAsync();
        await EnrolAsync(campaign);
        await EnrolAsync(campaign);
        await using var worker = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();
        var leased = await LeaseAsync(worker);
        var intent = await GrantAsync(worker, LedgerScenario.Intent(leased[0]));
        LeaseClock.Advance(LedgerScenario.LeaseTime - TimeSpan.FromSeconds(1));

        Assert.Equal(default, await Ledger.RecoverAsync(other, Now, Until));

        Assert.Empty(await LeaseAsync(other));
        await RecordAsync(worker, intent, SendDisposition.Accepted);
        await GrantAsync(worker, LedgerScenario.Intent(leased[1]));
    }

    [Fact]
    public async Task Recover_LeavesItsOwnLeasesAlone()
    {
        var campaign = await AddCampaignAsync();
        await EnrolAsync(campaign);
        await EnrolAsync(campaign);
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseAsync(session);
        var intent = await GrantAsync(session, LedgerScenario.Intent(leased[0]));
        LeaseClock.Advance(LedgerScenario.LeaseTime * 2);

        Assert.Equal(default, await Ledger.RecoverAsync(session, Now, Until));

        await RecordAsync(session, intent, SendDisposition.Accepted);
        Assert.Equal((SendState.Sent, false), ((await SendAsync(intent)).State, (await SendAsync(intent)).Doubt));
        Assert.Empty(await LeaseAsync(session));
    }

    [Fact]
    public async Task Recover_AfterAWorkerClosed_TakesOverAtOnce()
    {
        var campaign = await AddCampaignAsync();
        await EnrolAsync(campaign);
        await EnrolAsync(campaign);
        var gone = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();
        var intent = await GrantAsync(gone, LedgerScenario.Intent((await LeaseAsync(gone))[0]));
        await gone.DisposeAsync();

        Assert.Equal(new RecoveryReport(1, 1), await Ledger.RecoverAsync(other, Now, Until));

        Assert.Equal(SendState.InDoubt, (await SendAsync(intent)).State);
        Assert.Single(await LeaseAsync(other));
    }

    [Fact]
    public async Task Recover_OfASendThatHasItsResult_OnlyEndsTheLease()
    {
        await EnrolAsync(await AddCampaignAsync());
        var gone = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();
        var intent = await GrantAsync(gone, LedgerScenario.Intent(await LeaseOneAsync(gone)));
        await RecordAsync(gone, intent, SendDisposition.Accepted);
        await gone.DisposeAsync();

        Assert.Equal(new RecoveryReport(1, 0), await Ledger.RecoverAsync(other, Now, Until));

        Assert.Equal(SendState.Sent, (await SendAsync(intent)).State);
        Assert.Equal(SendState.Sent, Assert.Single((await LeaseOneAsync(other)).Sends).State);
    }

    [Fact]
    public async Task Recover_OfASendWhoseParticipantWasStoppedMeanwhile_MakesItInDoubtAndLeavesTheParticipant()
    {
        var campaign = await AddCampaignAsync();
        var participant = await EnrolAsync(campaign);
        var gone = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();
        var intent = await GrantAsync(gone, LedgerScenario.Intent(await LeaseOneAsync(gone)));
        await Store.Participants.StopAllAsync(OrganisationId, campaign.Id, new DecisionReason(ReasonCodes.CampaignStopped), Start);
        var stopped = await ParticipantAsync(participant.Id);
        await gone.DisposeAsync();

        Assert.Equal(new RecoveryReport(0, 1), await Ledger.RecoverAsync(other, Now, Until));

        Assert.Equal(SendState.InDoubt, (await SendAsync(intent)).State);
        AssertSame(stopped, await ParticipantAsync(participant.Id));
    }

    [Fact]
    public async Task Recover_OfSeveralRecipients_CountsSendsAndTheirParticipantOnce()
    {
        await EnrolAsync(await AddCampaignAsync());
        var gone = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(gone);
        await GrantAsync(gone, LedgerScenario.Intent(leased));
        await GrantAsync(gone, LedgerScenario.Intent(leased));
        await gone.DisposeAsync();

        Assert.Equal(new RecoveryReport(0, 2), await Ledger.RecoverAsync(other, Now, Until));

        Assert.Equal(2, (await LeaseOneAsync(other, Until)).Sends.Count(send => send.State == SendState.InDoubt));
    }

    [Fact]
    public async Task Intent_WrittenAgainAfterItsSendWasGivenUp_IsFenced()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var hung = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();
        var intent = await GrantAsync(hung, LedgerScenario.Intent(await LeaseOneAsync(hung)));
        LeaseClock.Advance(LedgerScenario.LeaseTime);
        await Ledger.RecoverAsync(other, Now, Until);

        Assert.Equal([new IntentResult(IntentVerdict.Fenced)], await IntendAsync(hung, intent));

        Assert.Equal(SendState.InDoubt, (await SendAsync(intent)).State);
    }

    [Fact]
    public async Task Recover_WhenCancelled_ChangesNothing()
    {
        await EnrolAsync(await AddCampaignAsync());
        var gone = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();
        await LeaseOneAsync(gone);
        await gone.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ledger.RecoverAsync(other, Now, Until, Cancelled));

        Assert.Equal(new RecoveryReport(1, 0), await Ledger.RecoverAsync(other, Now, Until));
    }
}
