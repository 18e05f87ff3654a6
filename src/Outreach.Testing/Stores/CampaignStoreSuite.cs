using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="ICampaignStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class CampaignStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Add_OfAFullCampaign_KeepsEveryValue()
    {
        var campaign = FullCampaign();
        var sequence = FullSequence(campaign);

        await Store.Campaigns.AddAsync(campaign, sequence);

        AssertSame(campaign, await Store.Campaigns.FindAsync(OrganisationId, campaign.Id));
        AssertSame(sequence, await Store.Campaigns.FindSequenceAsync(OrganisationId, sequence.Id));
    }

    [Fact]
    public async Task Add_OfAMinimalCampaign_KeepsEveryValue()
    {
        var campaign = await AddCampaignAsync(CampaignStatus.Draft);

        AssertSame(campaign, await Store.Campaigns.FindAsync(OrganisationId, campaign.Id));
    }

    [Fact]
    public async Task Add_WhenCancelled_StoresNothing()
    {
        var campaign = NewCampaign();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Campaigns.AddAsync(campaign, NewSequence(campaign), Cancelled));

        Assert.Null(await Store.Campaigns.FindAsync(OrganisationId, campaign.Id));
        Assert.Null(await Store.Campaigns.FindSequenceAsync(OrganisationId, campaign.SequenceVersionId));
    }

    [Fact]
    public async Task Update_OfTheStoredRevision_ReplacesTheCampaignAndRaisesTheRevision()
    {
        var campaign = await AddCampaignAsync(CampaignStatus.Draft);
        var changed = FullCampaign() with { Id = campaign.Id, Revision = campaign.Revision, Status = CampaignStatus.Active };

        var stored = await Store.Campaigns.UpdateAsync(changed);

        AssertSame(changed with { Revision = campaign.Revision + 1 }, stored);
        AssertSame(stored, await Store.Campaigns.FindAsync(OrganisationId, campaign.Id));
    }

    [Fact]
    public async Task Update_OfAnOlderRevision_ChangesNothing()
    {
        var campaign = await AddCampaignAsync();
        var second = await Store.Campaigns.UpdateAsync(campaign with { Name = "Second" });

        Assert.Null(await Store.Campaigns.UpdateAsync(campaign with { Name = "Third" }));

        AssertSame(second, await Store.Campaigns.FindAsync(OrganisationId, campaign.Id));
    }

    [Fact]
    public async Task Update_OfACampaignThatIsGone_GivesNothing() => Assert.Null(await Store.Campaigns.UpdateAsync(NewCampaign()));

    [Fact]
    public async Task Update_BySeveralCallersAtOnce_LetsOneWin()
    {
        var campaign = await AddCampaignAsync();

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Task.Run(() => Store.Campaigns.UpdateAsync(campaign with { Name = $"Name {i}" }))));

        var winner = Assert.Single(outcomes, outcome => outcome is not null);
        AssertSame(winner, await Store.Campaigns.FindAsync(OrganisationId, campaign.Id));
    }

    [Fact]
    public async Task Delete_RemovesTheCampaignWithItsSequencesParticipantsAndSends()
    {
        var campaign = await AddCampaignAsync();
        var kept = await AddCampaignAsync();
        var contact = await AddContactAsync();
        var participant = await EnrolAsync(campaign, contact: contact);
        var keptParticipant = await EnrolAsync(kept, Start.AddDays(1), contact);
        await using var session = await Store.Ledger.OpenSessionAsync();
        var leased = Assert.Single(await Store.Ledger.LeaseDueAsync(session, LedgerScenario.Lease(Start)));
        var intent = LedgerScenario.Intent(leased);
        await Store.Ledger.CommitAsync(session, LedgerScenario.Batch(intent));

        Assert.True(await Store.Campaigns.DeleteAsync(OrganisationId, campaign.Id));

        Assert.Null(await Store.Campaigns.FindAsync(OrganisationId, campaign.Id));
        Assert.Null(await Store.Campaigns.FindSequenceAsync(OrganisationId, campaign.SequenceVersionId));
        Assert.Null(await Store.Participants.FindAsync(OrganisationId, participant.Id));
        Assert.Null(await Store.Ledger.FindSendAsync(intent.Send.Id));
        Assert.Null(await Store.Ledger.FindSendByMessageIdAsync(OrganisationId, intent.Send.MessageId));
        Assert.Empty(await Store.Ledger.ListSendsByContactAsync(OrganisationId, contact.Id, 10));
        Assert.Empty(await ReadAllAsync(Store.Ledger.ReadSendsAsync(OrganisationId, campaign.Id)));
        Assert.Equal(keptParticipant.Id, Assert.Single(await Store.Participants.ListByContactAsync(OrganisationId, contact.Id)).Id);
        Assert.False(await Store.Campaigns.DeleteAsync(OrganisationId, campaign.Id));
    }

    [Fact]
    public async Task List_GivesTheNewestFirst_AndOnlyTheStatusAskedFor()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            var campaign = NewCampaign(i % 2 == 0 ? CampaignStatus.Draft : CampaignStatus.Active) with { CreatedAt = Start.AddHours(i) };
            await Store.Campaigns.AddAsync(campaign, NewSequence(campaign));
            ids.Insert(0, campaign.Id);
        }

        Assert.Equal(ids, (await Store.Campaigns.ListAsync(OrganisationId)).Select(campaign => campaign.Id));
        Assert.Equal([ids[0], ids[2]], (await Store.Campaigns.ListAsync(OrganisationId, CampaignStatus.Active)).Select(campaign => campaign.Id));
        Assert.Empty(await Store.Campaigns.ListAsync(OrganisationId, CampaignStatus.Completed));
    }

    [Fact]
    public async Task ListActive_GivesTheActiveCampaignsOfEveryOrganisation()
    {
        var ours = await AddCampaignAsync();
        var theirs = await AddCampaignAsync(organisationId: OtherOrganisationId);
        await AddCampaignAsync(CampaignStatus.Draft);
        await AddCampaignAsync(CampaignStatus.Paused);
        await AddCampaignAsync(CampaignStatus.Completed);

        var active = await Store.Campaigns.ListActiveAsync();

        Assert.Equal(new[] { ours.Id, theirs.Id }.Order(), active.Select(campaign => campaign.Id).Order());
    }

    [Fact]
    public async Task Campaigns_OfAnotherOrganisation_AreNeitherSeenNorChanged()
    {
        var campaign = await AddCampaignAsync();

        Assert.Null(await Store.Campaigns.FindAsync(OtherOrganisationId, campaign.Id));
        Assert.Null(await Store.Campaigns.FindSequenceAsync(OtherOrganisationId, campaign.SequenceVersionId));
        Assert.Empty(await Store.Campaigns.ListAsync(OtherOrganisationId));
        Assert.Null(await Store.Campaigns.UpdateAsync(campaign with { OrganisationId = OtherOrganisationId, Name = "Taken" }));
        Assert.False(await Store.Campaigns.DeleteAsync(OtherOrganisationId, campaign.Id));
        AssertSame(campaign, await Store.Campaigns.FindAsync(OrganisationId, campaign.Id));
    }

    private static Campaign FullCampaign() => NewCampaign() with
    {
        Name = "Überraschung \"2026\"",
        Stream = MessageStream.Transactional,
        Audience = new TargetAudience
        {
            Filter = new AudienceFilter { HasEmail = true, HasTelegram = false, Tags = ["vip", "ünï"] },
            ContactIds = [NewId(), NewId()],
            Limit = 500,
        },
        SenderAccountIds = [NewId(), NewId(), NewId()],
        Schedule = new SendingSchedule
        {
            TimeZone = "Europe/Berlin",
            UseRecipientTimeZone = true,
            Opens = new TimeOnly(9, 30),
            Closes = new TimeOnly(17, 0, 0, 1),
            Days = DaysOfWeek.Weekdays,
            BlackoutDates = [new DateOnly(2026, 12, 24), new DateOnly(2026, 12, 25)],
            Spread = TimeSpan.FromMinutes(90),
        },
        ReplyTo = "replies@example.com",
        From = "Adä <ada@example.com>",
        Cc = ["Boss <boss@example.com>", "team@example.com"],
        Bcc = ["crm@example.com"],
        Attachments = [NewAttachment("Preise – 2026.pdf"), NewAttachment("logo.png") with { MediaType = "image/png", ContentId = "logo@example.com" }],
        Tracking = new CampaignTracking { Opens = true, Clicks = true },
        Pacing = new SendPacing { Delay = TimeSpan.FromSeconds(45), Jitter = 0.5 },
        Revision = 3,
        StartedAt = Start.AddHours(1),
        CompletedAt = Start.AddDays(9),
    };

    private static MessageAttachment NewAttachment(string name) =>
        new() { FileName = name, MediaType = "application/pdf", ContentHash = new string('a', 64), Length = 5_000_000_000 };

    private static SequenceVersion FullSequence(Campaign campaign) => new()
    {
        Id = campaign.SequenceVersionId,
        OrganisationId = campaign.OrganisationId,
        CampaignId = campaign.Id,
        Number = 7,
        Steps =
        [
            new SequenceStep
            {
                Id = NewId(),
                Name = "first touch",
                Variants =
                [
                    new StepVariant { Id = "A", Weight = 3, Template = new MessageTemplate { Subject = "Hi {{ x }}", Text = "text", Html = "<p>ü</p>", Amp = "<html ⚡4email>", Chat = "hi" } },
                    new StepVariant { Id = "B", Weight = 0, Template = new MessageTemplate { Html = "<p>b</p>" } },
                ],
            },
            new SequenceStep
            {
                Id = NewId(),
                Name = "after reply",
                Attachments = [NewAttachment("offer.pdf")],
                Trigger = StepTrigger.AfterReply,
                Delay = StepDelay.BusinessDays(3),
                Conditions = new StepConditions { StopIfReplied = false },
                Variants = [new StepVariant { Template = new MessageTemplate { Text = "thanks" } }],
            },
        ],
    };
}
