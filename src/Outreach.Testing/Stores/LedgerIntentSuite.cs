using Xunit;

namespace Outreach.Testing;

/// <summary>Tests which intents an <see cref="ISendLedger"/> grants, and its quotas.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerIntentSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Intent_WhenAllHolds_IsGrantedAndStored()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);
        var intent = LedgerScenario.Intent(leased, new QuotaClaim("day/ä", 2));
        intent = intent with { Send = intent.Send with { Role = RecipientRole.Cc, StepIndex = 3 } };

        await GrantAsync(session, intent);

        AssertSame(intent.Send, await SendAsync(intent));
        Assert.Equal(leased.Participant.Epoch, (await ParticipantAsync(leased.Participant.Id)).Epoch);
    }

    [Fact]
    public async Task Intent_WrittenTwice_GivesTheSameVerdictAndTakesNoSecondUnit()
    {
        var campaign = await AddCampaignAsync();
        await EnrolAsync(campaign);
        await EnrolAsync(campaign);
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseAsync(session);
        var quota = new QuotaClaim("day", 1);
        SendIntent[] intents = [LedgerScenario.Intent(leased[0], quota), LedgerScenario.Intent(leased[1], quota)];
        IntentResult[] expected = [new(IntentVerdict.Granted), new(IntentVerdict.QuotaExhausted, "day")];

        Assert.Equal(expected, await IntendAsync(session, intents));
        Assert.Equal(expected, await IntendAsync(session, intents));

        Assert.Equal(1, await Ledger.GetQuotaUsedAsync(OrganisationId, "day"));
        AssertSame(intents[0].Send, await SendAsync(intents[0]));
        Assert.Null(await Ledger.FindSendAsync(intents[1].Send.Id));
    }

    [Fact]
    public async Task Batch_WithEverything_WrittenTwice_ChangesNothingTheSecondTime()
    {
        var campaign = await AddCampaignAsync();
        for (var i = 0; i < 5; i++)
        {
            await EnrolAsync(campaign, Start.AddSeconds(i - 5));
        }

        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseAsync(session);
        var quota = new QuotaClaim("day", 3);
        SendIntent[] first = [.. leased.Take(3).Select(l => LedgerScenario.Intent(l, quota))];
        await IntendAsync(session, first);
        var later = LedgerScenario.Move(ParticipantStatus.Sent, 1, Start.AddDays(1), Start);
        var next = LedgerScenario.Intent(leased[4], quota);
        var batch = LedgerScenario.Batch(
            [
                LedgerScenario.Result(first[0], SendDisposition.Accepted, later),
                LedgerScenario.Result(first[1], SendDisposition.Retry, later with { StepIndex = 0 }),
                LedgerScenario.Result(first[2], SendDisposition.InDoubt, later with { StepIndex = 0 }),
            ],
            [LedgerScenario.Release(leased[3], later)],
            [next]);

        Assert.Equal([new IntentResult(IntentVerdict.Granted)], await Ledger.CommitAsync(session, batch));
        var before = await SnapshotAsync();
        Assert.Equal([new IntentResult(IntentVerdict.Granted)], await Ledger.CommitAsync(session, batch));

        AssertSame(before, await SnapshotAsync());
        Assert.Equal(3, before.Used);
        Assert.Equal(
            [SendState.Sent, SendState.Due, SendState.InDoubt, SendState.Sending],
            before.Sends.OrderBy(send => send.Id).Select(send => send.State));

        async Task<(List<Participant> Participants, List<SendRecord> Sends, long Used)> SnapshotAsync() =>
        (
            await ReadAllAsync(Store.Participants.ReadAsync(OrganisationId, campaign.Id)),
            await ReadAllAsync(Ledger.ReadSendsAsync(OrganisationId, campaign.Id)),
            await Ledger.GetQuotaUsedAsync(OrganisationId, "day"));
    }

    [Fact]
    public async Task Batch_WhoseResultGivesAUnitBack_MayUseItForAnIntent()
    {
        var campaign = await AddCampaignAsync();
        await EnrolAsync(campaign);
        await EnrolAsync(campaign);
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseAsync(session);
        var quota = new QuotaClaim("day", 1);
        var refused = await GrantAsync(session, LedgerScenario.Intent(leased[0], quota));
        var next = LedgerScenario.Intent(leased[1], quota);
        var batch = LedgerScenario.Batch([LedgerScenario.Result(refused, SendDisposition.Failed)], [], [next]);

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal([new IntentResult(IntentVerdict.Granted)], await Ledger.CommitAsync(session, batch));
            Assert.Equal(1, await Ledger.GetQuotaUsedAsync(OrganisationId, "day"));
        }
    }

    [Fact]
    public async Task Batch_WithNothing_GivesNothing()
    {
        await using var session = await Ledger.OpenSessionAsync();

        Assert.Empty(await Ledger.CommitAsync(session, new LedgerBatch()));
    }

    [Fact]
    public async Task Batch_WhenCancelled_StoresNothing()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session), new QuotaClaim("day", 1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ledger.CommitAsync(session, LedgerScenario.Batch(intent), Cancelled));

        Assert.Null(await Ledger.FindSendAsync(intent.Send.Id));
        Assert.Equal(0, await Ledger.GetQuotaUsedAsync(OrganisationId, "day"));
    }

    [Fact]
    public async Task Intent_AtAnotherEpochOrByAnotherWorkerOrOrganisation_IsFenced()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        await using var stranger = await Ledger.OpenSessionAsync();
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session), new QuotaClaim("day", 1));

        await AssertVerdictAsync(session, With(intent, send => send with { Epoch = send.Epoch - 1 }), IntentVerdict.Fenced);
        await AssertVerdictAsync(session, With(intent, send => send with { Epoch = send.Epoch + 1 }), IntentVerdict.Fenced);
        await AssertVerdictAsync(session, With(intent, send => send with { OrganisationId = OtherOrganisationId }), IntentVerdict.Fenced);
        await AssertVerdictAsync(stranger, intent, IntentVerdict.Fenced);
        await GrantAsync(session, intent);
    }

    [Fact]
    public async Task Intent_AfterTheLeaseEnded_IsFenced()
    {
        var campaign = await AddCampaignAsync();
        await EnrolAsync(campaign, Start.AddSeconds(-1));
        await EnrolAsync(campaign);
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseAsync(session);
        await Ledger.CommitAsync(session, LedgerScenario.Batch(LedgerScenario.Release(leased[0])));

        await AssertVerdictAsync(session, LedgerScenario.Intent(leased[0]), IntentVerdict.Fenced);
        LeaseClock.Advance(LedgerScenario.LeaseTime);
        await AssertVerdictAsync(session, LedgerScenario.Intent(leased[1]), IntentVerdict.Fenced);
    }

    [Fact]
    public async Task Intent_AfterTheParticipantWasStoppedFromOutside_IsFenced()
    {
        var campaign = await AddCampaignAsync();
        await EnrolAsync(campaign);
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);

        await Store.Participants.StopAllAsync(OrganisationId, campaign.Id, new DecisionReason(ReasonCodes.CampaignStopped), Start);

        await AssertVerdictAsync(session, LedgerScenario.Intent(leased), IntentVerdict.Fenced);
        await Ledger.CommitAsync(
            session, LedgerScenario.Batch(LedgerScenario.Release(leased, LedgerScenario.Move(ParticipantStatus.Pending, 0, Start, Start))));
        Assert.Equal(ParticipantStatus.Stopped, (await ParticipantAsync(leased.Participant.Id)).Status);
        Assert.Empty(await LeaseAsync(session));
    }

    [Theory]
    [InlineData(CampaignStatus.Paused)]
    [InlineData(CampaignStatus.Completed)]
    public async Task Intent_WhenTheCampaignIsNotActiveAnyMore_IsPaused(CampaignStatus status)
    {
        var campaign = await AddCampaignAsync();
        await EnrolAsync(campaign);
        await using var session = await Ledger.OpenSessionAsync();
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session), new QuotaClaim("day", 1));

        await Store.Campaigns.UpdateAsync(campaign with { Status = status });

        await AssertVerdictAsync(session, intent, IntentVerdict.Paused);
    }

    [Fact]
    public async Task Intent_OfAnotherSequenceVersion_MeetsAChangedPlan()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session), new QuotaClaim("day", 1));

        await AssertVerdictAsync(session, intent with { SequenceVersionId = NewId() }, IntentVerdict.PlanChanged);
    }

    [Theory]
    [InlineData("ann@example.com", false, IntentVerdict.Suppressed)]
    [InlineData("@example.com", false, IntentVerdict.Suppressed)]
    [InlineData("ann@example.com", true, IntentVerdict.Granted)]
    public async Task Intent_ToASuppressedAddressOrDomain_IsRefused(string key, bool ofOtherOrganisation, IntentVerdict expected)
    {
        await EnrolAsync(await AddCampaignAsync(), Start, await AddContactAsync("ann@example.com"));
        await using var session = await Ledger.OpenSessionAsync();
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session));
        var organisation = ofOtherOrganisation ? OtherOrganisationId : OrganisationId;

        await Store.Suppressions.AddAsync(
            [new SuppressionEntry { OrganisationId = organisation, Key = key, Reason = SuppressionReason.Unsubscribed, At = Start }]);

        Assert.Equal([new IntentResult(expected)], await IntendAsync(session, intent));
    }

    [Fact]
    public async Task Intent_AfterABackupWasRestored_IsRefused()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session), new QuotaClaim("day", 1));

        await Store.Metadata.SetAsync(MetadataNames.Generation, "2");

        await AssertVerdictAsync(session, intent, IntentVerdict.GenerationChanged);
    }

    [Fact]
    public async Task Intent_WithSeveralQuotas_TakesAllOrNone()
    {
        var campaign = await AddCampaignAsync();
        await EnrolAsync(campaign);
        await EnrolAsync(campaign);
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseAsync(session);
        QuotaClaim[] claims = [new("wide", 10), new("narrow", 1), new("last", 10)];
        await GrantAsync(session, LedgerScenario.Intent(leased[0], claims));

        var verdict = Assert.Single(await IntendAsync(session, LedgerScenario.Intent(leased[1], claims)));

        Assert.Equal(new IntentResult(IntentVerdict.QuotaExhausted, "narrow"), verdict);
        foreach (var claim in claims)
        {
            Assert.Equal(1, await Ledger.GetQuotaUsedAsync(OrganisationId, claim.Key));
        }

        Assert.Equal(0, await Ledger.GetQuotaUsedAsync(OtherOrganisationId, "wide"));
        Assert.Equal(0, await Ledger.GetQuotaUsedAsync(OrganisationId, "unknown"));
    }

    [Fact]
    public async Task Intent_WithALimitOfZero_IsRefused()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var intent = LedgerScenario.Intent(await LeaseOneAsync(session), new QuotaClaim("none", 0));

        Assert.Equal([new IntentResult(IntentVerdict.QuotaExhausted, "none")], await IntendAsync(session, intent));
    }

    [Fact]
    public async Task Quotas_OfAnotherOrganisation_AreTheirOwn()
    {
        await EnrolAsync(await AddCampaignAsync());
        await EnrolAsync(await AddCampaignAsync(organisationId: OtherOrganisationId));
        await using var session = await Ledger.OpenSessionAsync();
        var quota = new QuotaClaim("day", 1);

        var verdicts = await IntendAsync(session, [.. (await LeaseAsync(session)).Select(leased => LedgerScenario.Intent(leased, quota))]);

        Assert.Equal([new IntentResult(IntentVerdict.Granted), new IntentResult(IntentVerdict.Granted)], verdicts);
    }

    [Fact]
    public async Task Quota_UnderManyWorkersAtOnce_IsNeverExceeded()
    {
        const int Limit = 25;
        var campaign = await AddCampaignAsync();
        for (var i = 0; i < 60; i++)
        {
            await EnrolAsync(campaign);
        }

        var granted = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            await using var session = await Ledger.OpenSessionAsync();
            var count = 0;
            while (await LeaseAsync(session, Start, 4) is { Count: > 0 } leased)
            {
                var verdicts = await IntendAsync(session, [.. leased.Select(l => LedgerScenario.Intent(l, new QuotaClaim("day", Limit)))]);
                count += verdicts.Count(verdict => verdict.Verdict == IntentVerdict.Granted);
            }

            return count;
        })));

        Assert.Equal(Limit, granted.Sum());
        Assert.Equal(Limit, await Ledger.GetQuotaUsedAsync(OrganisationId, "day"));
    }

    [Fact]
    public async Task Intent_OfASendThatIsNotDue_IsFenced()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);
        var intent = await GrantAsync(session, LedgerScenario.Intent(leased));

        // Its own attempt is still under way.
        await AssertVerdictAsync(session, LedgerScenario.Again(intent, leased), IntentVerdict.Fenced, SendState.Sending);

        await RecordAsync(session, intent, SendDisposition.Accepted);
        await AssertVerdictAsync(session, LedgerScenario.Again(intent, leased), IntentVerdict.Fenced, SendState.Sent);
    }

    [Fact]
    public async Task Intent_OfASendInDoubt_IsGrantedOnlyToWhoKnowsOfTheDoubt()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);
        var intent = await GrantAsync(session, LedgerScenario.Intent(leased));
        await RecordAsync(session, intent, SendDisposition.InDoubt);

        await AssertVerdictAsync(session, LedgerScenario.Again(intent, leased), IntentVerdict.Fenced, SendState.InDoubt);

        var again = await GrantAsync(session, LedgerScenario.Again(intent, leased, knowsOfDoubt: true));
        AssertSame(again.Send, await SendAsync(again));
    }

    private static SendIntent With(SendIntent intent, Func<SendRecord, SendRecord> change) => intent with { Send = change(intent.Send) };

    private async Task AssertVerdictAsync(IWorkerSession session, SendIntent intent, IntentVerdict expected, SendState? stored = null)
    {
        Assert.Equal([new IntentResult(expected)], await IntendAsync(session, intent));
        Assert.Equal(stored, (await Ledger.FindSendAsync(intent.Send.Id))?.State);
        Assert.Equal(0, await Ledger.GetQuotaUsedAsync(OrganisationId, "day"));
    }
}
