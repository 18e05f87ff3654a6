using Xunit;

namespace Outreach.Testing;

/// <summary>Tests how an <see cref="ISendLedger"/> holds the pause between the messages of a campaign.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerPacingSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Lease_OfAPacedCampaign_TakesTheLongestDueAlone()
    {
        var campaign = await AddPacedCampaignAsync();
        await EnrolAsync(campaign, Start);
        var first = await EnrolAsync(campaign, Start.AddMinutes(-1));
        await using var session = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();

        Assert.Equal(first.Id, (await LeaseOneAsync(session)).Participant.Id);

        Assert.Empty(await LeaseAsync(session));
        Assert.Empty(await LeaseAsync(other));
        Assert.Null(await Ledger.FindNextDueAsync());
    }

    [Fact]
    public async Task Lease_OfOtherCampaigns_IsNotHeldUp()
    {
        var paced = await AddPacedCampaignAsync();
        await EnrolAsync(paced);
        await EnrolAsync(paced);
        var other = await AddCampaignAsync();
        await EnrolAsync(other);
        await EnrolAsync(other);
        await using var session = await Ledger.OpenSessionAsync();

        Assert.Equal(3, (await LeaseAsync(session)).Count);
    }

    [Fact]
    public async Task Lease_AfterARelease_TakesTheNextAtOnce()
    {
        var campaign = await AddPacedCampaignAsync();
        await EnrolAsync(campaign, Start.AddMinutes(-2));
        var second = await EnrolAsync(campaign, Start.AddMinutes(-1));
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);

        await Ledger.CommitAsync(
            session,
            LedgerScenario.Batch([], [LedgerScenario.Release(leased, LedgerScenario.Move(ParticipantStatus.Stopped, 0, null, Start))], []));

        Assert.Equal(second.Id, (await LeaseOneAsync(session)).Participant.Id);
    }

    [Fact]
    public async Task Lease_BeforeThePauseIsOver_TakesNobody()
    {
        var campaign = await AddPacedCampaignAsync();
        await EnrolAsync(campaign, Start.AddMinutes(-2));
        var second = await EnrolAsync(campaign, Start.AddMinutes(-1));
        await using var session = await Ledger.OpenSessionAsync();
        var intent = Paced(await LeaseOneAsync(session), Start);
        await GrantAsync(session, intent);
        await RecordAsync(session, intent, SendDisposition.Accepted, LedgerScenario.Move(ParticipantStatus.Completed, 1, null, Start));

        Assert.Empty(await LeaseAsync(session, Start + Pause - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(Start + Pause, await Ledger.FindNextDueAsync());

        Assert.Equal(second.Id, (await LeaseOneAsync(session, Start + Pause)).Participant.Id);
    }

    [Fact]
    public async Task Intent_BeforeThePauseIsOver_IsRefusedAndChangesNothing()
    {
        var campaign = await AddPacedCampaignAsync();
        await EnrolAsync(campaign, Start.AddMinutes(-2));
        await using var session = await Ledger.OpenSessionAsync();
        var intent = Paced(await LeaseOneAsync(session), Start);
        await GrantAsync(session, intent);
        await RecordAsync(
            session, intent, SendDisposition.Retry, LedgerScenario.Move(ParticipantStatus.Pending, 0, Start.AddSeconds(1), Start));
        var again = await LeaseOneAsync(session, Start + Pause);
        var early = Paced(LedgerScenario.Again(intent, again), Start + Pause - TimeSpan.FromSeconds(1));

        Assert.Equal(new IntentResult(IntentVerdict.Paced), Assert.Single(await IntendAsync(session, early)));
        Assert.Equal(new IntentResult(IntentVerdict.Paced), Assert.Single(await IntendAsync(session, early)));
        Assert.Equal(SendState.Due, (await SendAsync(intent)).State);

        await GrantAsync(session, Paced(LedgerScenario.Again(intent, again), Start + Pause));
    }

    [Fact]
    public async Task Update_OfAPacedCampaign_LeavesThePauseAsItIs()
    {
        var campaign = await AddPacedCampaignAsync();
        await EnrolAsync(campaign, Start.AddMinutes(-2));
        await EnrolAsync(campaign, Start.AddMinutes(-1));
        await using var session = await Ledger.OpenSessionAsync();
        var intent = Paced(await LeaseOneAsync(session), Start);
        await GrantAsync(session, intent);
        await RecordAsync(session, intent, SendDisposition.Accepted, LedgerScenario.Move(ParticipantStatus.Completed, 1, null, Start));

        await Store.Campaigns.UpdateAsync(campaign with { Name = "Another" });

        Assert.Equal(Start + Pause, await Ledger.FindNextDueAsync());
    }

    private static SendIntent Paced(LeasedParticipant leased, DateTimeOffset at) => Paced(LedgerScenario.Intent(leased), at);

    private static SendIntent Paced(SendIntent intent, DateTimeOffset at) =>
        intent with { Send = intent.Send with { IntentAt = at }, NextSendAt = at + Pause };

    private async Task<Campaign> AddPacedCampaignAsync()
    {
        var campaign = NewCampaign() with { Pacing = new SendPacing { Delay = Pause, Jitter = 0.25 } };
        await Store.Campaigns.AddAsync(campaign, NewSequence(campaign));
        return campaign;
    }
}
