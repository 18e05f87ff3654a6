using Xunit;

namespace Outreach.Testing;

/// <summary>Tests how an <see cref="ISendLedger"/> leases and releases.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerLeaseSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Lease_GivesAllThatTheDecisionNeeds()
    {
        var campaign = await AddCampaignAsync();
        campaign = (await Store.Campaigns.UpdateAsync(campaign))!;
        var contact = await AddContactAsync();
        var participant = await EnrolAsync(campaign, Start, contact);
        await using var session = await Ledger.OpenSessionAsync();

        var leased = await LeaseOneAsync(session);

        AssertSame(participant with { Epoch = participant.Epoch + 1 }, leased.Participant);
        AssertSame(contact, leased.Contact);
        Assert.Equal(campaign.Revision, leased.CampaignRevision);
        Assert.Empty(leased.Sends);
        Assert.False(leased.IsSuppressed);
        Assert.Equal(leased.Participant.Epoch, (await ParticipantAsync(participant.Id)).Epoch);
    }

    [Fact]
    public async Task Lease_GivesTheSendsSoFar_OldestFirst()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var intents = new List<SendIntent>();
        for (var step = 0; step < 3; step++)
        {
            var leased = await LeaseOneAsync(session, Start.AddDays(step));
            intents.Add(await GrantAsync(session, LedgerScenario.Intent(leased)));
            var next = LedgerScenario.Move(ParticipantStatus.Sent, step + 1, Start.AddDays(step + 1), Start.AddDays(step));
            await RecordAsync(session, intents[step], SendDisposition.Accepted, next);
        }

        var last = await LeaseOneAsync(session, Start.AddDays(3));

        Assert.Equal(intents.Select(intent => intent.Send.Id), last.Sends.Select(send => send.Id));
        foreach (var send in last.Sends)
        {
            AssertSame(await Ledger.FindSendAsync(send.Id), send);
        }
    }

    [Theory]
    [InlineData("ann@example.com", true)]
    [InlineData("@example.com", true)]
    [InlineData("ann@example.org", false)]
    public async Task Lease_TellsWhetherTheContactIsSuppressed(string key, bool expected)
    {
        await EnrolAsync(await AddCampaignAsync(), Start, await AddContactAsync("Ann@Example.com"));
        await Store.Suppressions.AddAsync(
            [new SuppressionEntry { OrganisationId = OrganisationId, Key = key, Reason = SuppressionReason.Manual, At = Start }]);
        await using var session = await Ledger.OpenSessionAsync();

        Assert.Equal(expected, (await LeaseOneAsync(session)).IsSuppressed);
    }

    [Fact]
    public async Task Lease_DoesNotMindAnotherOrganisationsSuppressions()
    {
        await EnrolAsync(await AddCampaignAsync(), Start, await AddContactAsync("a@example.com"));
        await Store.Suppressions.AddAsync(
            [new SuppressionEntry { OrganisationId = OtherOrganisationId, Key = "a@example.com", Reason = SuppressionReason.Manual, At = Start }]);
        await using var session = await Ledger.OpenSessionAsync();

        Assert.False((await LeaseOneAsync(session)).IsSuppressed);
    }

    [Fact]
    public async Task Lease_TakesWhatIsDue_TheLongestDueFirst_UpToTheLimit()
    {
        var campaign = await AddCampaignAsync();
        var due = new List<Participant>();
        for (var i = 0; i < 12; i++)
        {
            due.Add(await EnrolAsync(campaign, Start.AddMinutes(-(i * 7 % 12))));
        }

        await EnrolAsync(campaign, Start.AddMilliseconds(1));
        await using var session = await Ledger.OpenSessionAsync();
        var expected = due.OrderBy(participant => participant.DueAt).Select(participant => participant.Id).ToList();

        var first = await LeaseAsync(session, Start, 5);
        var second = await LeaseAsync(session, Start, 100);

        Assert.Equal(expected.Take(5), first.Select(leased => leased.Participant.Id));
        Assert.Equal(expected.Skip(5), second.Select(leased => leased.Participant.Id));
        Assert.Empty(await LeaseAsync(session));
    }

    [Fact]
    public async Task Lease_WithAHugeCampaignThatIsLongerDue_KeepsNoSmallOneWaiting()
    {
        var huge = await AddCampaignAsync();
        var small = await AddCampaignAsync();
        var other = await AddCampaignAsync(organisationId: OtherOrganisationId);
        await EnrolAllAsync(huge, 40, Start.AddDays(-1));
        await EnrolAllAsync(small, 2, Start);
        await EnrolAllAsync(other, 3, Start);
        await using var session = await Ledger.OpenSessionAsync();

        var leased = await LeaseAsync(session, Start, 8);

        // Each organisation has a right to half of it, and each campaign of one to half of that; what the small ones can't use is not wasted.
        Assert.Equal((3, 2, 3), (Count(leased, huge), Count(leased, small), Count(leased, other)));
        Assert.Equal(8, Count(await LeaseAsync(session, Start, 8), huge));
    }

    [Fact]
    public async Task Lease_WithMoreCampaignsThanPlaces_ServesEachInItsTurn()
    {
        var campaigns = new List<Campaign>();
        for (var i = 0; i < 9; i++)
        {
            campaigns.Add(await AddCampaignAsync(organisationId: i < 4 ? OrganisationId : OtherOrganisationId));
            await EnrolAllAsync(campaigns[i], 8, Start.AddDays(-i));
        }

        await using var session = await Ledger.OpenSessionAsync();
        var leased = new List<LeasedParticipant>();
        for (var round = 0; round < 7; round++)
        {
            leased.AddRange(await LeaseAsync(session, Start, 3));
        }

        // Of 21 places each organisation had about a half, and each of its campaigns about as many as the others.
        Assert.All(campaigns, campaign => Assert.InRange(Count(leased, campaign), 2, 3));
    }

    [Theory]
    [InlineData(CampaignStatus.Draft)]
    [InlineData(CampaignStatus.Paused)]
    [InlineData(CampaignStatus.Completed)]
    public async Task Lease_OfACampaignThatIsNotActive_TakesNothing(CampaignStatus status)
    {
        await EnrolAsync(await AddCampaignAsync(status));
        await using var session = await Ledger.OpenSessionAsync();

        Assert.Empty(await LeaseAsync(session));
        Assert.Null(await Ledger.FindNextDueAsync());
    }

    [Fact]
    public async Task Lease_ByAnotherWorker_TakesOnlyWhatNobodyHas()
    {
        var campaign = await AddCampaignAsync();
        await EnrolAsync(campaign);
        await using var one = await Ledger.OpenSessionAsync();
        await using var two = await Ledger.OpenSessionAsync();
        var first = await LeaseOneAsync(one);
        var other = await EnrolAsync(campaign);

        Assert.Equal(other.Id, (await LeaseOneAsync(two)).Participant.Id);

        Assert.NotEqual(one.WorkerId, two.WorkerId);
        Assert.NotEqual(other.Id, first.Participant.Id);
        Assert.Empty(await LeaseAsync(one));
    }

    [Fact]
    public async Task Lease_ByManyWorkersAtOnce_GivesEachParticipantToOne()
    {
        var campaign = await AddCampaignAsync();
        for (var i = 0; i < 60; i++)
        {
            await EnrolAsync(campaign);
        }

        var leased = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var session = await Ledger.OpenSessionAsync();
            var mine = new List<Guid>();
            while (await LeaseAsync(session, Start, 7) is { Count: > 0 } batch)
            {
                mine.AddRange(batch.Select(participant => participant.Participant.Id));
            }

            return mine;
        })));

        Assert.Equal(60, leased.Sum(mine => mine.Count));
        Assert.Equal(60, leased.SelectMany(mine => mine).Distinct().Count());
    }

    [Fact]
    public async Task Lease_WhenCancelled_TakesNothing()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ledger.LeaseDueAsync(session, LedgerScenario.Lease(Start), Cancelled));

        Assert.Single(await LeaseAsync(session));
    }

    [Fact]
    public async Task Release_WithoutTransition_PutsTheParticipantBackAsItWas()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);

        await Ledger.CommitAsync(session, LedgerScenario.Batch(LedgerScenario.Release(leased)));

        var after = await ParticipantAsync(participant.Id);
        AssertSame(participant with { Epoch = after.Epoch }, after);
        Assert.True((await LeaseOneAsync(session)).Participant.Epoch > leased.Participant.Epoch);
    }

    [Fact]
    public async Task Release_WithTransition_MovesTheParticipantAndRaisesItsEpoch()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);
        var move = LedgerScenario.Move(ParticipantStatus.Sent, 1, Start.AddHours(3), Start.AddMinutes(1));

        await Ledger.CommitAsync(session, LedgerScenario.Batch(LedgerScenario.Release(leased, move)));

        var after = await ParticipantAsync(participant.Id);
        Assert.True(after.Epoch > leased.Participant.Epoch);
        AssertMoved(move, after);
        Assert.Empty(await LeaseAsync(session));
        Assert.Equal(participant.Id, (await LeaseOneAsync(session, Start.AddHours(3))).Participant.Id);
    }

    [Fact]
    public async Task Release_AtAnotherEpochOrByAnotherWorkerOrOrganisation_ChangesNothing()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        await using var stranger = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);
        var before = await ParticipantAsync(participant.Id);
        var release = LedgerScenario.Release(leased, LedgerScenario.Move(ParticipantStatus.Stopped, 0, null, Start));

        await Ledger.CommitAsync(session, LedgerScenario.Batch(release with { Epoch = release.Epoch - 1 }));
        await Ledger.CommitAsync(session, LedgerScenario.Batch(release with { Epoch = release.Epoch + 1 }));
        await Ledger.CommitAsync(session, LedgerScenario.Batch(release with { OrganisationId = OtherOrganisationId }));
        await Ledger.CommitAsync(stranger, LedgerScenario.Batch(release));

        AssertSame(before, await ParticipantAsync(participant.Id));
        Assert.Empty(await LeaseAsync(stranger));
    }

    [Fact]
    public async Task Release_WrittenTwice_ChangesNothingTheSecondTime()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);
        var batch = LedgerScenario.Batch(LedgerScenario.Release(leased, LedgerScenario.Move(ParticipantStatus.Pending, 0, Start, Start)));
        await Ledger.CommitAsync(session, batch);
        var again = await LeaseOneAsync(session);

        await Ledger.CommitAsync(session, batch);

        AssertSame(again.Participant, await ParticipantAsync(participant.Id));
        Assert.Empty(await LeaseAsync(session));
    }

    [Fact]
    public async Task FindNextDue_GivesTheEarliestOfActiveCampaignsThatNobodyHasLeased()
    {
        Assert.Null(await Ledger.FindNextDueAsync());
        var campaign = await AddCampaignAsync();
        await EnrolAsync(await AddCampaignAsync(CampaignStatus.Paused), Start.AddHours(-5));
        await EnrolAsync(campaign, Start);
        await EnrolAsync(await AddCampaignAsync(organisationId: OtherOrganisationId), Start.AddHours(2));
        await EnrolAsync(campaign, Start.AddHours(3));
        await using var session = await Ledger.OpenSessionAsync();
        Assert.Equal(Start, await Ledger.FindNextDueAsync());

        await LeaseOneAsync(session);

        Assert.Equal(Start.AddHours(2), await Ledger.FindNextDueAsync());
    }

    private static int Count(IEnumerable<LeasedParticipant> leased, Campaign campaign) =>
        leased.Count(participant => participant.Participant.CampaignId == campaign.Id);

    private async Task EnrolAllAsync(Campaign campaign, int count, DateTimeOffset dueAt)
    {
        for (var i = 0; i < count; i++)
        {
            await EnrolAsync(campaign, dueAt);
        }
    }

    internal static void AssertMoved(ParticipantTransition expected, Participant actual)
    {
        Assert.Equal(
            (expected.Status, expected.StepIndex, expected.DueAt, expected.Reason, expected.At),
            (actual.Status, actual.StepIndex, actual.DueAt, actual.Reason, actual.UpdatedAt));
    }
}
