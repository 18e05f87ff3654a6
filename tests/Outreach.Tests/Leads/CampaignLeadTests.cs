using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.Leads;

public sealed class CampaignLeadTests : IAsyncDisposable
{
    private readonly CampaignHarness _harness = new(new CampaignHarnessOptions { Configure = builder => builder.AddEventHandler<Told>([EventTypes.LeadCreated]) });

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task OnFirstSend_MakesALeadOfEachWhoseMessageWasAccepted_Once()
    {
        var ids = await AddAsync("a", "b");
        _harness.Provider.Answer = mail => mail.EnvelopeRecipient.StartsWith('b') ? FakeAnswer.Refuse(FailureKind.RejectedRecipient) : FakeAnswer.Accept;
        var campaign = await _harness.StartAsync(Draft(new LeadCreationSettings { Trigger = LeadTrigger.OnFirstSend, DefaultStageId = "deal/new" }));

        await _harness.RunToEndAsync(campaign);

        var lead = Assert.Single(await LeadsAsync());
        Assert.Equal((ids[0], campaign, "first_send", "deal/new"), (lead.ContactId, lead.CampaignId, lead.Source, lead.StageId));
        Assert.Equal(2, _harness.MessagesTo("a@x.example").Count);
        Assert.Equal([lead.Id], await ToldAsync());
    }

    [Fact]
    public async Task OnReply_MakesALeadOfAPersonWhoReplied_InOurStage()
    {
        var ids = await AddAsync("a", "b");
        var pipeline = new Pipeline
        {
            Id = Guid.CreateVersion7(),
            OrganisationId = Organisation.DefaultId,
            Name = "Sales",
            Stages = [new PipelineStage { Id = Guid.CreateVersion7(), Name = "new" }],
        };
        await _harness.Get<IPipelineStore>().SaveAsync(pipeline);
        var stage = pipeline.Stages[0].Id.ToString();
        await _harness.StartAsync(Draft(new LeadCreationSettings { Trigger = LeadTrigger.OnReply, DefaultStageId = stage }));
        await _harness.RunForAsync(TimeSpan.FromHours(1));
        Assert.Empty(await LeadsAsync());

        await _harness.Get<IExternalEventHandler>().HandleAsync(new ExternalEvent { Key = "1", Type = DeliveryEventType.AutoReplied, Address = "b@x.example" });
        await _harness.ReplyAsync("a@x.example");
        await _harness.ReplyAsync("a@x.example", "And another thing");

        var lead = Assert.Single(await LeadsAsync());
        Assert.Equal((ids[0], "reply", stage, pipeline.Id), (lead.ContactId, lead.Source, lead.StageId, lead.PipelineId));
        Assert.Equal(new ContactPlace(ids[0], new PipelinePlace(pipeline.Id.ToString(), stage)), Assert.Single(await _harness.Get<IPipelineStore>().ListPlacesAsync(Organisation.DefaultId, ids)));
        Assert.Equal([lead.Id], await ToldAsync());
    }

    [Fact]
    public async Task OnFirstSend_WhenTheAnswerWasLost_MakesTheLeadWithTheEvidence()
    {
        await AddAsync("a");
        _harness.Provider.Answer = _ => FakeAnswer.Lost;
        await _harness.StartAsync(Draft(new LeadCreationSettings { Trigger = LeadTrigger.OnFirstSend }));
        await _harness.RunForAsync(TimeSpan.FromHours(1));
        Assert.Empty(await LeadsAsync());

        var send = await _harness.Get<IDoubtService>().ReadAsync(Organisation.DefaultId).SingleAsync();
        await _harness.Get<IExternalEventHandler>().HandleAsync(new ExternalEvent { Key = "1", Type = DeliveryEventType.Delivered, SendId = send.Id });

        Assert.Single(await LeadsAsync());
    }

    [Fact]
    public async Task OnFirstSend_WhenAPersonResolvesTheDoubt_MakesTheLead()
    {
        await AddAsync("a");
        _harness.Provider.Answer = _ => FakeAnswer.Lost;
        await _harness.StartAsync(Draft(new LeadCreationSettings { Trigger = LeadTrigger.OnFirstSend }));
        await _harness.RunForAsync(TimeSpan.FromHours(1));

        var send = await _harness.Get<IDoubtService>().ReadAsync(Organisation.DefaultId).SingleAsync();
        await _harness.Get<IDoubtService>().ResolveAsync(Organisation.DefaultId, send.Id, DoubtResolution.Accepted, "Ada");

        Assert.Single(await LeadsAsync());
    }

    [Fact]
    public async Task WithoutSettings_NobodyBecomesALead()
    {
        await AddAsync("a");
        await _harness.StartAsync(Draft(null));
        await _harness.RunForAsync(TimeSpan.FromHours(1));
        await _harness.ReplyAsync("a@x.example");

        Assert.Empty(await LeadsAsync());
    }

    private static CampaignDraft Draft(LeadCreationSettings? settings) => new()
    {
        Name = "Spring",
        LeadCreation = settings,
        Steps =
        [
            SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi {{ unsubscribe_url }}" }),
            SequenceStep.Create(new MessageTemplate { Text = "Again {{ unsubscribe_url }}" }, StepDelay.Days(1)),
        ],
    };

    private Task<IReadOnlyList<Guid>> AddAsync(params string[] names) =>
        _harness.AddContactsAsync([.. names.Select(name => new ContactDraft { Email = name + "@x.example" })]);

    private async Task<List<Lead>> LeadsAsync() => await _harness.Get<ILeadStore>().ReadAsync(Organisation.DefaultId).ToListAsync();

    private async Task<IReadOnlyList<Guid>> ToldAsync()
    {
        await _harness.Get<IEventDispatcher>().DispatchDueAsync();
        return [.. Told.Of(_harness)];
    }

    private sealed class Told(IContactStore contacts) : IOutreachEventHandler
    {
        private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<IContactStore, List<Guid>> All = [];

        public static List<Guid> Of(CampaignHarness harness) => All.TryGetValue(harness.Get<IContactStore>(), out var told) ? told : [];

        public ValueTask HandleAsync(OutreachEvent outreachEvent, CancellationToken cancellationToken = default)
        {
            All.GetOrCreateValue(contacts).Add(LeadEventData.Read(outreachEvent).LeadId);
            return ValueTask.CompletedTask;
        }
    }
}
