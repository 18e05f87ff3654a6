using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IParticipantStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class ParticipantStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Enrol_OfAFullParticipant_KeepsEveryValue()
    {
        var campaign = await AddCampaignAsync();
        var participant = NewParticipant(campaign, await AddContactAsync(), Start.AddHours(5)) with
        {
            Channel = Channel.Telegram,
            Status = ParticipantStatus.Delivered,
            StepIndex = 2,
            Epoch = 4,
            Reason = new DecisionReason(ReasonCodes.DailyCap, "20 of 20 für heute"),
            UpdatedAt = Start.AddMilliseconds(123),
        };

        Assert.Equal(1, await Store.Participants.EnrolAsync([participant]));

        AssertSame(participant, await Store.Participants.FindAsync(OrganisationId, participant.Id));
    }

    [Fact]
    public async Task Enrol_OfAContactThatIsInTheCampaign_LeavesItAsItIs()
    {
        var campaign = await AddCampaignAsync();
        var contact = await AddContactAsync();
        var first = await EnrolAsync(campaign, Start, contact);
        var fresh = NewParticipant(campaign, await AddContactAsync(), Start);

        var added = await Store.Participants.EnrolAsync([NewParticipant(campaign, contact, Start.AddDays(1)), fresh]);

        Assert.Equal(1, added);
        AssertSame(first, Assert.Single(await Store.Participants.ListByContactAsync(OrganisationId, contact.Id)));
    }

    [Fact]
    public async Task Enrol_WhenCancelled_StoresNothing()
    {
        var campaign = await AddCampaignAsync();
        var participant = NewParticipant(campaign, await AddContactAsync(), Start);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Participants.EnrolAsync([participant], Cancelled));

        Assert.Null(await Store.Participants.FindAsync(OrganisationId, participant.Id));
    }

    [Fact]
    public async Task Enrol_WhenOneParticipantCannotBeStored_StoresNone()
    {
        var campaign = await AddCampaignAsync();
        var good = NewParticipant(campaign, await AddContactAsync(), Start);
        var bad = NewParticipant(NewCampaign(), await AddContactAsync(), Start);

        await Assert.ThrowsAnyAsync<Exception>(() => Store.Participants.EnrolAsync([good, bad]));

        Assert.Null(await Store.Participants.FindAsync(OrganisationId, good.Id));
    }

    [Fact]
    public async Task Enrol_BySeveralCallersAtOnce_EnrolsEachContactOnce()
    {
        var campaign = await AddCampaignAsync();
        var contacts = new List<Contact>();
        for (var i = 0; i < 20; i++)
        {
            contacts.Add(await AddContactAsync());
        }

        var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => Store.Participants.EnrolAsync([.. contacts.Select(contact => NewParticipant(campaign, contact, Start))]))));

        Assert.Equal(20, added.Sum());
        Assert.Equal(20, await Store.Participants.CountUnfinishedAsync(OrganisationId, campaign.Id));
    }

    [Fact]
    public async Task ListByContact_GivesTheNewestFirst()
    {
        var contact = await AddContactAsync();
        var first = await EnrolAsync(await AddCampaignAsync(), Start, contact);
        var second = await EnrolAsync(await AddCampaignAsync(), Start, contact);

        var listed = await Store.Participants.ListByContactAsync(OrganisationId, contact.Id);

        Assert.Equal([second.Id, first.Id], listed.Select(participant => participant.Id));
    }

    [Fact]
    public async Task Read_OverSeveralPages_GivesEachParticipantOnceInTheOrderOfIds()
    {
        var campaign = await AddCampaignAsync();
        await EnrolAsync(await AddCampaignAsync());
        var drafts = Enumerable.Range(0, 1_100).Select(i => new ContactDraft { Email = $"p{i}@example.com" }).ToArray();
        var contacts = await Store.Contacts.FindOrCreateAsync(OrganisationId, drafts, Start);
        var participants = contacts
            .Select(match => NewParticipant(campaign, new Contact { Id = match.ContactId, OrganisationId = OrganisationId }, Start))
            .ToList();
        await Store.Participants.EnrolAsync([.. participants.AsEnumerable().Reverse()]);

        var read = await ReadAllAsync(Store.Participants.ReadAsync(OrganisationId, campaign.Id));
        var rest = await ReadAllAsync(Store.Participants.ReadAsync(OrganisationId, campaign.Id, participants[700].Id));

        Assert.Equal(participants.Select(participant => participant.Id), read.Select(participant => participant.Id));
        Assert.Equal(participants.Skip(701).Select(participant => participant.Id), rest.Select(participant => participant.Id));
    }

    [Fact]
    public async Task FindLastEnrolledContact_GivesTheGreatestContactId()
    {
        var campaign = await AddCampaignAsync();
        Assert.Null(await Store.Participants.FindLastEnrolledContactAsync(OrganisationId, campaign.Id));
        Contact[] contacts = [await AddContactAsync(), await AddContactAsync(), await AddContactAsync()];
        contacts = [.. contacts.OrderBy(contact => contact.Id)];

        await EnrolAsync(campaign, contact: contacts[1]);
        await EnrolAsync(campaign, contact: contacts[0]);
        await EnrolAsync(await AddCampaignAsync(), contact: contacts[2]);

        Assert.Equal(contacts[1].Id, await Store.Participants.FindLastEnrolledContactAsync(OrganisationId, campaign.Id));
        Assert.Null(await Store.Participants.FindLastEnrolledContactAsync(OtherOrganisationId, campaign.Id));
    }

    [Fact]
    public async Task CountUnfinished_CountsWhoHasSomethingPlannedOrInFlight()
    {
        var campaign = await AddCampaignAsync();
        foreach (var status in Enum.GetValues<ParticipantStatus>())
        {
            await EnrolWithAsync(campaign, status, dueAt: null);
        }

        await EnrolWithAsync(campaign, ParticipantStatus.Replied, Start);

        var all = await ReadAllAsync(Store.Participants.ReadAsync(OrganisationId, campaign.Id));
        Assert.Equal(4, all.Count(participant => !participant.IsFinished));
        Assert.Equal(4, await Store.Participants.CountUnfinishedAsync(OrganisationId, campaign.Id));
        Assert.Equal(0, await Store.Participants.CountUnfinishedAsync(OtherOrganisationId, campaign.Id));
    }

    [Fact]
    public async Task StopAll_StopsTheUnfinishedOnly()
    {
        var campaign = await AddCampaignAsync();
        var other = await EnrolAsync(await AddCampaignAsync());
        var pending = await EnrolWithAsync(campaign, ParticipantStatus.Pending, Start);
        var waiting = await EnrolWithAsync(campaign, ParticipantStatus.Sent, dueAt: null);
        var completed = await EnrolWithAsync(campaign, ParticipantStatus.Completed, dueAt: null);
        var reason = new DecisionReason(ReasonCodes.CampaignStopped, "by hand");

        Assert.Equal(0, await Store.Participants.StopAllAsync(OtherOrganisationId, campaign.Id, reason, Start));
        Assert.Equal(2, await Store.Participants.StopAllAsync(OrganisationId, campaign.Id, reason, Start.AddHours(1)));

        foreach (var before in new[] { pending, waiting })
        {
            var after = await Store.Participants.FindAsync(OrganisationId, before.Id);
            Assert.True(after!.Epoch > before.Epoch);
            var expected = before with { Status = ParticipantStatus.Stopped, DueAt = null, Reason = reason, UpdatedAt = Start.AddHours(1) };
            AssertSame(expected with { Epoch = after.Epoch }, after);
        }

        AssertSame(completed, await Store.Participants.FindAsync(OrganisationId, completed.Id));
        AssertSame(other, await Store.Participants.FindAsync(OrganisationId, other.Id));
        Assert.Equal(0, await Store.Participants.CountUnfinishedAsync(OrganisationId, campaign.Id));
        Assert.Equal(0, await Store.Participants.StopAllAsync(OrganisationId, campaign.Id, reason, Start));
    }

    [Fact]
    public async Task Participants_OfAnotherOrganisation_AreNotSeen()
    {
        var campaign = await AddCampaignAsync();
        var participant = await EnrolAsync(campaign);

        Assert.Null(await Store.Participants.FindAsync(OtherOrganisationId, participant.Id));
        Assert.Empty(await Store.Participants.ListByContactAsync(OtherOrganisationId, participant.ContactId));
        Assert.Empty(await ReadAllAsync(Store.Participants.ReadAsync(OtherOrganisationId, campaign.Id)));
    }

    private async Task<Participant> EnrolWithAsync(Campaign campaign, ParticipantStatus status, DateTimeOffset? dueAt)
    {
        var participant = NewParticipant(campaign, await AddContactAsync(), dueAt) with { Status = status };
        await Store.Participants.EnrolAsync([participant]);
        return participant;
    }
}
