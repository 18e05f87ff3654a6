using Xunit;

namespace Outreach.Testing;

/// <summary>Tests the conditions of <see cref="ContactQuery"/> that need more than the contact.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class ContactQuerySuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Read_ByPipelineAndStages_FindsThoseWhoAreThere()
    {
        var pipeline = new Pipeline
        {
            Id = NewId(),
            OrganisationId = OrganisationId,
            Name = "Sales",
            Stages = [new PipelineStage { Id = NewId(), Name = "new" }, new PipelineStage { Id = NewId(), Name = "won" }],
        };
        await Store.Pipelines.SaveAsync(pipeline);
        var (a, b, _) = (await AddContactAsync(), await AddContactAsync(), await AddContactAsync());
        await Store.Pipelines.PlaceAsync(OrganisationId, pipeline.Id, pipeline.Stages[0].Id, [a.Id]);
        await Store.Pipelines.PlaceAsync(OrganisationId, pipeline.Id, pipeline.Stages[1].Id, [b.Id]);
        var (id, won) = (pipeline.Id.ToString().ToUpperInvariant(), pipeline.Stages[1].Id.ToString());

        Assert.Equal(Sorted(a.Id, b.Id), await FindAsync(new AudienceFilter { PipelineId = id }));
        Assert.Equal(Sorted(b.Id), await FindAsync(new AudienceFilter { PipelineId = id, StageIds = [won, NewId().ToString()] }));
        Assert.Equal(Sorted(b.Id), await FindAsync(new AudienceFilter { StageIds = [won] }));
        Assert.Empty(await FindAsync(new AudienceFilter { PipelineId = "deals" }));
        Assert.Empty(await FindAsync(new AudienceFilter { PipelineId = id, StageIds = ["won"] }));
    }

    [Fact]
    public async Task Read_ByCompany_Chat_AndSeveralFilters_FindsThoseForWhomAllHold()
    {
        var matches = await Store.Contacts.FindOrCreateAsync(
            OrganisationId,
            [
                new ContactDraft { Email = "a@example.com", CompanyId = "c1", Tags = ["vip"] },
                new ContactDraft { Email = "b@example.com", CompanyId = "c1" },
                new ContactDraft { Email = "c@example.com", CompanyId = "C1", Tags = ["VIP"] },
            ],
            Start);
        var ids = matches.Select(match => match.ContactId).ToArray();
        await Store.StoredMessages.AddAsync(
        [
            .. new[] { ids[0], ids[2] }.Select(id => new StoredMessage
            {
                OrganisationId = OrganisationId,
                SenderAccountId = NewId(),
                ChatId = "-1",
                MessageId = id.ToString(),
                ContactId = id,
                At = Start,
            }),
        ]);

        Assert.Equal(Sorted(ids[0], ids[1]), await FindAsync(new AudienceFilter { CompanyId = "c1" }));
        Assert.Equal(Sorted(ids[0], ids[2]), await FindAsync(new AudienceFilter { ChatId = "-1" }));
        Assert.Equal(Sorted(ids[0]), await FindAsync(new AudienceFilter { CompanyId = "c1" }, new AudienceFilter { Tags = ["vip"] }, new AudienceFilter { ChatId = "-1" }));
    }

    [Fact]
    public async Task Read_ByEngagement_CountsOpensClicksAndReplies()
    {
        var (opened, replied, bounced, old) = (await AddContactAsync(), await AddContactAsync(), await AddContactAsync(), await AddContactAsync());
        await HappenAsync(opened, DeliveryEventType.Opened, Start.AddDays(71));
        await HappenAsync(replied, DeliveryEventType.Replied, Start.AddDays(70));
        await HappenAsync(bounced, DeliveryEventType.SoftBounced, Start.AddDays(99));
        await HappenAsync(old, DeliveryEventType.Clicked, Start.AddDays(69));
        var now = Start.AddDays(100);

        Assert.Equal(Sorted(opened.Id, replied.Id), await FindAsync(ContactQuery.Of(new AudienceFilter { LastEngagedWithinDays = 30 }, now)));
        Assert.Equal(Sorted(bounced.Id, old.Id), await FindAsync(new ContactQuery { IdleSince = now.AddDays(-30) }));
        Assert.Empty(await FindAsync(new ContactQuery { IdleSince = Start }));
    }

    [Fact]
    public async Task Read_OfNewOnes_LeavesOutWhoIsInAnotherCampaign()
    {
        var (mine, other) = (await AddCampaignAsync(), await AddCampaignAsync(CampaignStatus.Completed));
        var (fresh, enrolled, known) = (await AddContactAsync(), await AddContactAsync(), await AddContactAsync());
        await EnrolAsync(mine, contact: enrolled);
        await EnrolAsync(other, contact: known);

        Assert.Equal(Sorted(fresh.Id, enrolled.Id), await FindAsync(new ContactQuery { NewToAllBut = mine.Id }));
    }

    /// <summary>Contacts that are made at one time have ids in any order.</summary>
    private static IEnumerable<Guid> Sorted(params Guid[] ids) => ids.Order();

    private Task<IReadOnlyList<Guid>> FindAsync(params AudienceFilter[] filters) => FindAsync(new ContactQuery { Filters = filters, Now = Start });

    private async Task<IReadOnlyList<Guid>> FindAsync(ContactQuery query)
    {
        var found = await ReadAllAsync(Store.Contacts.ReadAsync(OrganisationId, query));
        return [.. found.Select(contact => contact.Id)];
    }

    private async Task HappenAsync(Contact contact, DeliveryEventType type, DateTimeOffset at)
    {
        var happened = new DeliveryEvent { Id = NewId(), OrganisationId = OrganisationId, Key = NewId().ToString(), Type = type, At = at, ContactId = contact.Id };
        Assert.Equal(EventOutcome.Applied, await Store.Ledger.RecordEventAsync(new EventEffects { Event = happened }));
    }
}
