using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="ILeadStore"/>, and that the ledger writes leads with what made them.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LeadStoreSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private const string Subscriber = "crm";

    /// <inheritdoc/>
    protected override IReadOnlyList<EventSubscription> Subscriptions { get; } =
        [new EventSubscription(Subscriber, [EventTypes.LeadCreated], _ => throw new NotSupportedException())];

    [Fact]
    public async Task Add_StoresALeadWithItsEventAndPlace_Once()
    {
        var (contact, pipeline) = (await AddContactAsync(), await AddPipelineAsync());
        var lead = NewLead(contact) with { PipelineId = pipeline.Id, StageId = pipeline.Stages[0].Id.ToString(), Source = "Messe" };

        Assert.True(await Store.Leads.AddAsync(lead));
        Assert.False(await Store.Leads.AddAsync(lead));

        AssertSame(lead, await Store.Leads.FindAsync(OrganisationId, lead.Id));
        Assert.Null(await Store.Leads.FindAsync(OtherOrganisationId, lead.Id));
        AssertSame<IEnumerable<Lead>>([lead], await Store.Leads.ListByContactAsync(OrganisationId, contact.Id));
        Assert.Equal([lead.Id], await ToldAsync());
        Assert.Equal(pipeline.Stages[0].Id.ToString(), (await Store.Pipelines.ListPlacesAsync(OrganisationId, [contact.Id])).Single().Place.StageId);
    }

    [Fact]
    public async Task Add_OfTheSameCampaignAndContact_IsRefused_AndLeavesPlacesAlone()
    {
        var (contact, pipeline, campaignId) = (await AddContactAsync(), await AddPipelineAsync(), NewId());
        await Store.Pipelines.PlaceAsync(OrganisationId, pipeline.Id, pipeline.Stages[1].Id, [contact.Id]);
        var lead = NewLead(contact) with { CampaignId = campaignId, PipelineId = pipeline.Id, StageId = pipeline.Stages[0].Id.ToString() };

        Assert.True(await Store.Leads.AddAsync(lead));
        Assert.False(await Store.Leads.AddAsync(lead with { Id = NewId() }));
        Assert.True(await Store.Leads.AddAsync(NewLead(contact)));

        Assert.Equal(pipeline.Stages[1].Id.ToString(), (await Store.Pipelines.ListPlacesAsync(OrganisationId, [contact.Id])).Single().Place.StageId);
        Assert.Equal(2, (await ToldAsync()).Count);
    }

    [Fact]
    public async Task Read_OverSeveralPages_GivesAllOfAnOrganisation_OrACampaign()
    {
        var (contact, campaignId) = (await AddContactAsync(), NewId());
        var own = NewLead(contact) with { CampaignId = campaignId };
        Lead[] all = [.. Enumerable.Range(0, 520).Select(_ => NewLead(contact)), own];
        foreach (var lead in all)
        {
            await Store.Leads.AddAsync(lead);
        }

        await Store.Leads.AddAsync(NewLead(contact) with { OrganisationId = OtherOrganisationId });

        Assert.Equal(all.Select(lead => lead.Id).Order(), (await ReadAllAsync(Store.Leads.ReadAsync(OrganisationId))).Select(lead => lead.Id));
        Assert.Equal([own.Id], (await ReadAllAsync(Store.Leads.ReadAsync(OrganisationId, campaignId))).Select(lead => lead.Id));
    }

    [Fact]
    public async Task Accepted_WithALead_StoresItOnce_HoweverOftenTheBatchIsWritten()
    {
        var (leased, session) = await LeaseAsync();
        await using var closing = session;
        var intent = await GrantAsync(session, LedgerScenario.Intent(leased));
        var pipeline = await AddPipelineAsync();
        var lead = LeadOf(leased) with { PipelineId = pipeline.Id, StageId = pipeline.Stages[0].Id.ToString() };
        var result = LedgerScenario.Result(intent, SendDisposition.Accepted, Moved(intent)) with { Lead = lead };

        await Ledger.CommitAsync(session, LedgerScenario.Batch(result));
        await Ledger.CommitAsync(session, LedgerScenario.Batch(result));

        AssertSame(lead, await Store.Leads.FindAsync(OrganisationId, lead.Id));
        Assert.Equal([lead.Id], await ToldAsync());
        Assert.Single(await Store.Pipelines.ListPlacesAsync(OrganisationId, [leased.Contact.Id]));
    }

    [Fact]
    public async Task Lead_OfAPipelineThatIsGone_OrAStageOfTheHost_IsStoredWithoutAPlace()
    {
        var (leased, session) = await LeaseAsync();
        await using var closing = session;
        var intent = await GrantAsync(session, LedgerScenario.Intent(leased));
        var lead = LeadOf(leased) with { PipelineId = NewId(), StageId = "deal/new" };

        await Ledger.CommitAsync(session, LedgerScenario.Batch(LedgerScenario.Result(intent, SendDisposition.Accepted, Moved(intent)) with { Lead = lead }));

        AssertSame(lead, await Store.Leads.FindAsync(OrganisationId, lead.Id));
        Assert.Empty(await Store.Pipelines.ListPlacesAsync(OrganisationId, [leased.Contact.Id]));
    }

    [Theory]
    [InlineData(SendDisposition.Failed)]
    [InlineData(SendDisposition.Retry)]
    [InlineData(SendDisposition.InDoubt)]
    public async Task NotAccepted_WithALead_StoresNone(SendDisposition disposition)
    {
        var (leased, session) = await LeaseAsync();
        await using var closing = session;
        var intent = await GrantAsync(session, LedgerScenario.Intent(leased));

        await Ledger.CommitAsync(
            session, LedgerScenario.Batch(LedgerScenario.Result(intent, disposition, Moved(intent)) with { Lead = LeadOf(leased), RecipientListId = NewId() }));

        Assert.Empty(await ReadAllAsync(Store.Leads.ReadAsync(OrganisationId)));
        Assert.Empty(await ToldAsync());
    }

    [Fact]
    public async Task Event_WithALead_StoresItOnce_AlsoWhenTheLeadIsThere()
    {
        var (leased, session) = await LeaseAsync();
        await using var closing = session;
        var intent = await GrantAsync(session, LedgerScenario.Intent(leased));
        var effects = new EventEffects { Event = NewEvent(intent, DeliveryEventType.Replied, "r1"), Lead = LeadOf(leased) };

        Assert.Equal(EventOutcome.Applied, await Ledger.RecordEventAsync(effects));
        Assert.Equal(EventOutcome.Duplicate, await Ledger.RecordEventAsync(effects));
        Assert.Equal(EventOutcome.Applied, await Ledger.RecordEventAsync(effects with { Event = NewEvent(intent, DeliveryEventType.Replied, "r2") }));

        Assert.Equal([effects.Lead!.Id], await ToldAsync());
    }

    [Fact]
    public async Task Event_ThatMeetsAConflict_StoresNoLead()
    {
        var (leased, session) = await LeaseAsync();
        await using var closing = session;
        var intent = await GrantAsync(session, LedgerScenario.Intent(leased));
        var effects = new EventEffects
        {
            Event = NewEvent(intent, DeliveryEventType.Replied, "r1"),
            Lead = LeadOf(leased),
            ExpectedEpoch = leased.Participant.Epoch + 5,
            Transition = Moved(intent),
        };

        Assert.Equal(EventOutcome.Conflict, await Ledger.RecordEventAsync(effects));

        Assert.Empty(await ReadAllAsync(Store.Leads.ReadAsync(OrganisationId)));
    }

    [Fact]
    public async Task Accepted_ForARecipientList_MovesItsLastSent_ToTheMinute()
    {
        var list = new RecipientList { Id = NewId(), OrganisationId = OrganisationId, Name = "List", CreatedAt = Start };
        await Store.Lists.SaveAsync(list);
        var campaign = await AddCampaignAsync();
        for (var i = 0; i < 3; i++)
        {
            await EnrolAsync(campaign, Start);
        }

        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseAsync(session);
        DateTimeOffset[] times = [Start.AddMinutes(1), Start.AddMinutes(1).AddSeconds(30), Start.AddMinutes(2)];
        DateTimeOffset[] expected = [times[0], times[0], times[2]];
        for (var i = 0; i < 3; i++)
        {
            var intent = await GrantAsync(session, LedgerScenario.Intent(leased[i]));
            var result = LedgerScenario.Result(intent, SendDisposition.Accepted, Moved(intent)) with { At = times[i], RecipientListId = list.Id };
            await Ledger.CommitAsync(session, LedgerScenario.Batch(result));

            Assert.Equal(expected[i], (await Store.Lists.FindAsync(OrganisationId, list.Id))!.LastSentAt);
        }
    }

    private static ParticipantTransition Moved(SendIntent intent) =>
        LedgerScenario.Move(ParticipantStatus.Completed, 1, null, intent.Send.IntentAt.AddSeconds(1));

    private static Lead NewLead(Contact contact) =>
        new() { Id = NewId(), OrganisationId = OrganisationId, ContactId = contact.Id, Source = "manual", CreatedAt = Start };

    private static Lead LeadOf(LeasedParticipant leased) => NewLead(leased.Contact) with
    {
        Id = Lead.IdOf(leased.Participant.CampaignId, leased.Contact.Id),
        CampaignId = leased.Participant.CampaignId,
        Source = "first_send",
    };

    private async Task<(LeasedParticipant Leased, IWorkerSession Session)> LeaseAsync()
    {
        await EnrolAsync(await AddCampaignAsync());
        var session = await Ledger.OpenSessionAsync();
        return (await LeaseOneAsync(session), session);
    }

    private async Task<Pipeline> AddPipelineAsync()
    {
        var pipeline = new Pipeline
        {
            Id = NewId(),
            OrganisationId = OrganisationId,
            Name = "Sales",
            Stages = [new PipelineStage { Id = NewId(), Name = "new" }, new PipelineStage { Id = NewId(), Name = "won" }],
        };
        await Store.Pipelines.SaveAsync(pipeline);
        return pipeline;
    }

    private async Task<IReadOnlyList<Guid>> ToldAsync()
    {
        var told = new List<Guid>();
        while (await Store.Outbox.LeaseAsync(Subscriber, 100, TimeSpan.FromMinutes(1)) is { } batch)
        {
            told.AddRange(batch.Entries.Select(entry => LeadEventData.Read(entry.Event).LeadId));
            await Store.Outbox.CompleteAsync(batch, [.. batch.Entries.Select(entry => new OutboxResult { Position = entry.Position, IsDelivered = true })]);
        }

        return told;
    }
}
