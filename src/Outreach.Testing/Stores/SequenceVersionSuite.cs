using Xunit;

namespace Outreach.Testing;

/// <summary>Tests how stores keep versions of a sequence, take participants over to them, and keep what was decided.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class SequenceVersionSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task AddSequence_OfTheStoredRevision_StoresBoth()
    {
        var campaign = await AddCampaignAsync();
        var next = NextVersion(campaign);

        var stored = await Store.Campaigns.AddSequenceAsync(campaign with { SequenceVersionId = next.Id }, next);

        AssertSame(campaign with { SequenceVersionId = next.Id, Revision = campaign.Revision + 1 }, stored);
        AssertSame(stored, await Store.Campaigns.FindAsync(OrganisationId, campaign.Id));
        AssertSame(next, await Store.Campaigns.FindSequenceAsync(OrganisationId, next.Id));
        Assert.Equal([1, 2], (await Store.Campaigns.ListSequencesAsync(OrganisationId, campaign.Id)).Select(version => version.Number));
    }

    [Fact]
    public async Task AddSequence_OfAnOlderRevision_StoresNothing()
    {
        var campaign = await AddCampaignAsync();
        await Store.Campaigns.UpdateAsync(campaign with { Name = "Another" });
        var next = NextVersion(campaign);

        Assert.Null(await Store.Campaigns.AddSequenceAsync(campaign with { SequenceVersionId = next.Id }, next));

        Assert.Null(await Store.Campaigns.FindSequenceAsync(OrganisationId, next.Id));
        Assert.Equal(campaign.SequenceVersionId, (await Store.Campaigns.FindAsync(OrganisationId, campaign.Id))!.SequenceVersionId);
    }

    [Fact]
    public async Task ListSequences_OfAnotherOrganisation_IsEmpty() =>
        Assert.Empty(await Store.Campaigns.ListSequencesAsync(OtherOrganisationId, (await AddCampaignAsync()).Id));

    [Fact]
    public async Task Move_OfAParticipant_ChangesVersionPlaceAndEpoch()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        var move = Move(participant, step: 2);

        Assert.Equal(1, await Store.Participants.MoveToVersionAsync([move]));

        var moved = await ParticipantAsync(participant.Id);
        AssertSame(
            participant with
            {
                SequenceVersionId = move.SequenceVersionId,
                Status = ParticipantStatus.Sent,
                StepIndex = 2,
                DueAt = move.Transition.DueAt,
                Reason = move.Transition.Reason,
                UpdatedAt = move.Transition.At,
                Epoch = participant.Epoch + 1,
            },
            moved);
    }

    [Fact]
    public async Task Move_OfOneThatHasChanged_LeavesItAlone()
    {
        var campaign = await AddCampaignAsync();
        var participant = await EnrolAsync(campaign);
        var other = await EnrolAsync(campaign);

        Assert.Equal(1, await Store.Participants.MoveToVersionAsync([Move(participant) with { ExpectedEpoch = 7 }, Move(other)]));

        AssertSame(participant, await ParticipantAsync(participant.Id));
    }

    [Fact]
    public async Task Move_OfALeasedParticipant_FencesItsWorker()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);

        Assert.Equal(1, await Store.Participants.MoveToVersionAsync([Move(leased.Participant)]));

        Assert.Equal(IntentVerdict.Fenced, Assert.Single(await IntendAsync(session, LedgerScenario.Intent(leased))).Verdict);
        Assert.Equal(Start.AddDays(1), await Ledger.FindNextDueAsync());
    }

    [Fact]
    public async Task Move_WhileAMessageIsBeingHandedOver_LeavesTheParticipantAlone()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);
        await GrantAsync(session, LedgerScenario.Intent(leased));

        Assert.Equal(0, await Store.Participants.MoveToVersionAsync([Move(leased.Participant)]));

        AssertSame(leased.Participant, await ParticipantAsync(leased.Participant.Id));
    }

    [Fact]
    public async Task Move_PastAStep_CancelsItsRefusedSend()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);
        var intent = await GrantAsync(session, LedgerScenario.Intent(leased));
        await RecordAsync(session, intent, SendDisposition.Retry, LedgerScenario.Move(ParticipantStatus.Pending, 0, Start.AddHours(1), Start));

        Assert.Equal(1, await Store.Participants.MoveToVersionAsync([Move(await ParticipantAsync(leased.Participant.Id), step: 1)]));

        Assert.Equal(SendState.Cancelled, (await SendAsync(intent)).State);
    }

    [Fact]
    public async Task Trace_OfReleases_IsKeptInOrder()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var first = Entry(0, ReasonCodes.ConditionsNotMet, "phone");
        var second = Entry(1, ReasonCodes.OutsideWindow, null);
        await ReleaseAsync(session, first);
        await ReleaseAsync(session, second);

        AssertSame<IReadOnlyList<TraceEntry>>([first, second], await Store.Participants.ReadTraceAsync(OrganisationId, participant.Id));
        Assert.Empty(await Store.Participants.ReadTraceAsync(OtherOrganisationId, participant.Id));
    }

    [Fact]
    public async Task Trace_OfManyReleases_KeepsTheLatest()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        for (var i = 0; i < 100; i++)
        {
            await ReleaseAsync(session, Entry(i, ReasonCodes.DailyCap, "sender/ä"));
        }

        var trace = await Store.Participants.ReadTraceAsync(OrganisationId, participant.Id);
        Assert.InRange(trace.Count, 15, 60);
        Assert.Equal(Enumerable.Range(100 - trace.Count, trace.Count), trace.Select(entry => entry.StepIndex));
    }

    [Fact]
    public async Task Trace_OfAnErasedPerson_IsGone()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using (var session = await Ledger.OpenSessionAsync())
        {
            await ReleaseAsync(session, Entry(0, ReasonCodes.ConditionsNotMet, "phone"));
        }

        await Store.PersonalData.EraseAsync(OrganisationId, participant.ContactId, Start);

        Assert.Empty(await Store.Participants.ReadTraceAsync(OrganisationId, participant.Id));
    }

    [Fact]
    public async Task Trace_OfAParticipantThatIsNotThere_IsEmpty() =>
        Assert.Empty(await Store.Participants.ReadTraceAsync(OrganisationId, NewId()));

    private static TraceEntry Entry(int step, string code, string? detail) =>
        new() { At = Start.AddMinutes(step), StepIndex = step, Reason = new DecisionReason(code, detail), Until = Start.AddHours(step) };

    private static VersionMove Move(Participant participant, int step = 0) => new()
    {
        OrganisationId = participant.OrganisationId,
        ParticipantId = participant.Id,
        ExpectedEpoch = participant.Epoch,
        SequenceVersionId = NewId(),
        Transition = LedgerScenario.Move(ParticipantStatus.Sent, step, Start.AddDays(1), Start),
    };

    private static SequenceVersion NextVersion(Campaign campaign) => new()
    {
        Id = NewId(),
        OrganisationId = campaign.OrganisationId,
        CampaignId = campaign.Id,
        Number = 2,
        Plan = InFlightPlan.Skip,
        Steps = NewSequence(campaign).Steps,
    };

    private async Task ReleaseAsync(IWorkerSession session, TraceEntry entry)
    {
        var leased = await LeaseOneAsync(session);
        var release = LedgerScenario.Release(leased, LedgerScenario.Move(ParticipantStatus.Pending, 0, Start, Start)) with { Trace = entry };
        await Ledger.CommitAsync(session, LedgerScenario.Batch([], [release], []));
    }
}
