using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Testing;

namespace Outreach.EndToEnd.Tests.Guides;

/// <summary>The examples of docs/guides/audiences.md; a test of the architecture compares the two.</summary>
public sealed class AudiencesGuideTests
{
    [Fact]
    public async Task List_IsAnAudience()
    {
        await using var harness = new CampaignHarness();
        var ids = await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" }, new ContactDraft { Email = "bert@x.example" });
        var lists = harness.Get<IRecipientListStore>();
        IAsyncEnumerable<Guid> ReadIdsAsync() => ids.Take(1).ToAsyncEnumerable();

        var list = new RecipientList { Id = Guid.CreateVersion7(), OrganisationId = Organisation.DefaultId, Name = "Trade fair 2026" };
        await lists.SaveAsync(list);
        await lists.AddMembersAsync(Organisation.DefaultId, list.Id, ReadIdsAsync());           // IAsyncEnumerable<Guid>
        var audience = new TargetAudience { Filter = new AudienceFilter { ListId = list.Id } };

        await harness.RunToEndAsync(await harness.StartAsync(new CampaignDraft { Name = "Fair", Audience = audience, Steps = Steps() }));
        Assert.Equal("anna@x.example", Assert.Single(harness.Provider.Taken).EnvelopeRecipient);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PlacesOfACrm_AreAsked_WheneverTheyAreRegistered(bool isBefore)
    {
        var builder = Host.CreateApplicationBuilder();
        if (!isBefore)
        {
            builder.Services.AddOutreach();
        }

        builder.Services.AddSingleton<IContactPlaces, CrmPlaces>();   // before or after AddOutreach()

        builder.Services.AddOutreach().UseInMemoryStore();
        using var host = builder.Build();
        await using var scope = host.Services.CreateAsyncScope();
        Assert.IsType<CrmPlaces>(scope.ServiceProvider.GetRequiredService<IContactPlaces>());
    }

    [Fact]
    public async Task Lead_IsMadeByAReply_InItsStage()
    {
        await using var harness = new CampaignHarness();
        await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        var stage = new PipelineStage { Id = Guid.CreateVersion7(), Name = "New" };
        await harness.Get<IPipelineStore>().SaveAsync(new Pipeline { Id = Guid.CreateVersion7(), OrganisationId = Organisation.DefaultId, Name = "Sales", Stages = [stage] });
        var steps = Steps();

        var draft = new CampaignDraft
        {
            Name = "Spring",
            LeadCreation = new LeadCreationSettings { Trigger = LeadTrigger.OnReply, DefaultStageId = stage.Id.ToString() },
            Steps = steps,
        };

        await harness.StartAsync(draft);
        await harness.RunForAsync(TimeSpan.FromHours(1));
        await harness.ReplyAsync("anna@x.example");
        var leads = await harness.Get<ILeadStore>().ReadAsync(Organisation.DefaultId).ToListAsync();
        Assert.Equal(stage.Id.ToString(), Assert.Single(leads).StageId);
    }

    private static SequenceStep[] Steps() => [SequenceStep.Create(new MessageTemplate { Subject = "S", Text = "T {{ unsubscribe_url }}" })];

    private sealed class CrmPlaces : IContactPlaces
    {
        public ValueTask<IReadOnlyList<ContactPlace>> FindAsync(
            Guid organisationId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default) => new([]);
    }
}
