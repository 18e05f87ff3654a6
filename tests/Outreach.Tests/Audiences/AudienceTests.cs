using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.Audiences;

public sealed class AudienceTests : IAsyncDisposable
{
    private static readonly SequenceStep Step = SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi {{ unsubscribe_url }}" });

    private readonly HostPlaces _places = new();
    private CampaignHarness? _harness;

    private CampaignHarness Harness => _harness ??= new CampaignHarness();

    public ValueTask DisposeAsync() => _harness?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task StaticList_IsWrittenTo_AndRemembersWhen()
    {
        var (list, ids) = (await AddListAsync(), await AddAsync("a", "b", "c"));
        await Harness.Get<IRecipientListStore>().AddMembersAsync(Organisation.DefaultId, list.Id, [ids[0], ids[2]], default);
        var campaign = await Harness.StartAsync(Draft(new TargetAudience { Filter = new AudienceFilter { ListId = list.Id } }));
        Assert.Null((await FindAsync(list)).LastSentAt);

        await Harness.RunToEndAsync(campaign);

        Assert.Equal(["a", "c"], Written());
        Assert.Equal(Harness.Provider.Taken.First().At, (await FindAsync(list)).LastSentAt);
    }

    [Fact]
    public async Task ListWithAFilter_SelectsAtTheTimeOfUse_TogetherWithTheCampaignsOwnFilter()
    {
        var list = await AddListAsync(new AudienceFilter { Tags = ["vip"] });
        await Harness.AddContactsAsync(Contact("a", "vip"), Contact("b"), Contact("c", "vip") with { CompanyId = "7" });
        var campaign = await Harness.CreateAsync(Draft(new TargetAudience { Filter = new AudienceFilter { ListId = list.Id, CompanyId = "7" } }));
        await Harness.AddContactsAsync(Contact("d", "VIP") with { CompanyId = "7" });

        await Harness.Campaigns.StartAsync(campaign);
        await Harness.RunToEndAsync(campaign);

        Assert.Equal(["c", "d"], Written());
    }

    [Fact]
    public async Task ListThatDoesNotExist_IsFoundBeforeTheStart()
    {
        await AddAsync("a");
        var campaign = await Harness.CreateAsync(Draft(new TargetAudience { Filter = new AudienceFilter { ListId = Guid.NewGuid() } }));

        var error = await Assert.ThrowsAsync<CampaignNotReadyException>(() => Harness.Campaigns.StartAsync(campaign));

        Assert.Contains(error.Findings, finding => finding.Code == "list_missing");
    }

    [Fact]
    public async Task PipelinesAndStagesThatDoNotExist_AreFoundBeforeTheLaunch()
    {
        var pipeline = await AddPipelineAsync();
        var known = pipeline.Id.ToString();
        var condition = new StepConditions { InPipelineStage = new PipelineStageCondition { PipelineId = known.ToUpperInvariant(), StageIds = ["lost", pipeline.Stages[0].Id.ToString()] } };
        var draft = Draft(new TargetAudience { Filter = new AudienceFilter { PipelineId = "deals" } }, FollowUp("again", condition));
        var campaign = await Harness.CreateAsync(draft with { LeadCreation = new LeadCreationSettings { Trigger = LeadTrigger.OnReply, DefaultStageId = known } });

        var report = await Harness.Campaigns.CheckAsync(Organisation.DefaultId, campaign);

        Assert.Equal(
            [
                "The audience names pipeline 'deals', which does not exist.",
                $"LeadCreation names stage '{known}', which does not exist.",
                "A condition of step 2 names stage 'lost', which does not exist.",
            ],
            report.Findings.Where(finding => finding.Code == "stage_unknown").Select(finding => finding.Message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OnlyNew_LeavesOutWhoWasInAnotherCampaign(bool byIds)
    {
        var ids = await AddAsync("a", "b");
        await Harness.RunToEndAsync(await Harness.StartAsync(Draft(new TargetAudience { ContactIds = [ids[0]] })));

        var audience = new TargetAudience { OnlyNew = true, ContactIds = byIds ? ids : null };
        var campaign = await Harness.StartAsync(Draft(audience));
        await Harness.RunToEndAsync(campaign);

        Assert.Equal(["a", "b"], Written());
    }

    [Fact]
    public async Task BdAccountAndSendDelay_OfTheAudience_AreUsedWhereTheDraftNamesNone()
    {
        await AddAsync("a", "b");
        var other = SenderAccount.Create("Bea", "bea@sender.example", CampaignHarness.ProviderName);
        await Harness.Get<ISenderAccountStore>().SaveAsync(other);
        Assert.True(TargetAudienceJson.TryRead($$"""{"bdAccountId":"{{other.Id}}","sendDelaySeconds":600}""", out var audience, out _));

        var campaign = await Harness.StartAsync(Draft(audience));
        await Harness.RunToEndAsync(campaign);

        var stored = (await Harness.Campaigns.GetAsync(Organisation.DefaultId, campaign))!;
        Assert.Equal([other.Id], stored.SenderAccountIds);
        Assert.Equal(TimeSpan.FromSeconds(600), stored.Pacing!.Delay);
        Assert.True(Harness.Provider.Taken.Last().At - Harness.Provider.Taken.First().At >= TimeSpan.FromSeconds(600));
    }

    [Fact]
    public async Task StagesOfOurPipelines_ChooseTheAudience_AndDecideAboutSteps()
    {
        var ids = await AddAsync("a", "b", "c");
        var pipeline = await AddPipelineAsync();
        await PlaceAsync(pipeline, 0, ids[0], ids[1]);
        await PlaceAsync(pipeline, 1, ids[2]);
        var won = new PipelineStageCondition { PipelineId = pipeline.Id.ToString(), StageIds = [pipeline.Stages[1].Id.ToString()] };
        var campaign = await Harness.StartAsync(Draft(
            new TargetAudience { Filter = new AudienceFilter { PipelineId = pipeline.Id.ToString(), StageIds = [pipeline.Stages[0].Id.ToString()] } },
            FollowUp("to who won", new StepConditions { InPipelineStage = won }),
            FollowUp("to who did not", new StepConditions { NotInPipelineStage = won })));
        await Harness.RunForAsync(TimeSpan.FromHours(1));
        await PlaceAsync(pipeline, 1, ids[0]);

        await Harness.RunToEndAsync(campaign);

        Assert.Equal(["Hello", "to who won"], Harness.MessagesTo("a@x.example").Select(SubjectOf));
        Assert.Equal(["Hello", "to who did not"], Harness.MessagesTo("b@x.example").Select(SubjectOf));
        Assert.Empty(Harness.MessagesTo("c@x.example"));
    }

    [Fact]
    public async Task StagesOfTheHost_ChooseTheAudience_AndDecideAboutSteps()
    {
        _harness = new CampaignHarness(new CampaignHarnessOptions { Configure = builder => builder.Services.AddSingleton<IContactPlaces>(_places) });
        var ids = await AddAsync("a", "b");
        _places.Stages[ids[0]] = "new";
        var condition = new StepConditions { InPipelineStage = new PipelineStageCondition { PipelineId = "deals", StageIds = ["WON"] } };
        var campaign = await Harness.CreateAsync(Draft(
            new TargetAudience { Filter = new AudienceFilter { PipelineId = "Deals", StageIds = ["new", "won"] } }, FollowUp("congratulations", condition)));
        var forecast = await Harness.Get<IForecaster>().ForecastAsync(new ForecastRequest { CampaignId = campaign, Replies = ReplyModel.Silent, Repetitions = 1 });
        await Harness.Campaigns.StartAsync(campaign);
        await Harness.RunForAsync(TimeSpan.FromHours(1));
        _places.Stages[ids[0]] = "won";

        await Harness.RunToEndAsync(campaign);

        Assert.Equal([ids[0]], forecast.Sends.Select(send => send.ContactId));
        Assert.Equal(["Hello", "congratulations"], Harness.MessagesTo("a@x.example").Select(SubjectOf));
        Assert.Empty(Harness.MessagesTo("b@x.example"));
    }

    [Fact]
    public async Task OpensAndClicks_DecideAboutSteps()
    {
        await AddAsync("a", "b");
        var campaign = await Harness.StartAsync(Draft(
            new TargetAudience(),
            FollowUp("about prices", new StepConditions { Clicked = new ClickedCondition { Step = 0, UrlContains = "/pricing" } }),
            FollowUp("did you see it", new StepConditions { NotOpened = new OpenedCondition { Step = 0 } })));
        await Harness.RunForAsync(TimeSpan.FromHours(1));
        await Harness.Get<IExternalEventHandler>().HandleAsync(new ExternalEvent
        {
            Key = "click/1",
            Type = DeliveryEventType.Clicked,
            Address = "a@x.example",
            Detail = "https://shop.example/pricing",
        });

        await Harness.RunToEndAsync(campaign);

        Assert.Equal(["Hello", "about prices"], Harness.MessagesTo("a@x.example").Select(SubjectOf));
        Assert.Equal(["Hello", "did you see it"], Harness.MessagesTo("b@x.example").Select(SubjectOf));
    }

    [Fact]
    public async Task Forecast_OfAList_FindsTheSameAudience()
    {
        var (list, ids) = (await AddListAsync(), await AddAsync("a", "b", "c"));
        await Harness.Get<IRecipientListStore>().AddMembersAsync(Organisation.DefaultId, list.Id, [ids[1]], default);
        var campaign = await Harness.CreateAsync(Draft(new TargetAudience { OnlyNew = true, Filter = new AudienceFilter { ListId = list.Id } }));

        var forecast = await Harness.Get<IForecaster>().ForecastAsync(new ForecastRequest { CampaignId = campaign, Repetitions = 1 });

        Assert.Equal([ids[1]], forecast.Sends.Select(send => send.ContactId));
    }

    [Fact]
    public async Task GroupSource_MakesContactsOfThoseWhoWrite_AndAnAudienceOfThem()
    {
        var sources = Harness.Get<IGroupSources>();
        var account = Guid.NewGuid();
        await Harness.AddContactsAsync(new ContactDraft { Email = "a@x.example", TelegramId = "@Anna" });
        StoredMessageDraft[] messages =
        [
            Message("1", new ContactDraft { Email = "a@x.example" }),
            Message("2", new ContactDraft { TelegramId = "bob", FirstName = "Bob" }),
            Message("2", new ContactDraft { TelegramId = "bob" }),
        ];

        Assert.Equal(2, await sources.RecordAsync(Organisation.DefaultId, messages));
        Assert.Equal(0, await sources.RecordAsync(Organisation.DefaultId, messages));

        var group = Assert.Single(await sources.ListAsync(Organisation.DefaultId));
        Assert.Equal((account, "-100", "Händler", 2), (group.SenderAccountId, group.ChatId, group.Title, group.Members));
        var members = await sources.ReadContactsAsync(Organisation.DefaultId, account, "-100").ToListAsync();
        Assert.Equal([null, "a@x.example"], members.Select(contact => contact.Email).Order(StringComparer.Ordinal));
        await Harness.AddContactsAsync(Contact("z"));
        await Harness.RunToEndAsync(await Harness.StartAsync(Draft(new TargetAudience { Filter = new AudienceFilter { ChatId = "-100" } })));
        Assert.Equal(["a"], Written());

        StoredMessageDraft Message(string id, ContactDraft from) =>
            new() { SenderAccountId = account, ChatId = "-100", MessageId = id, From = from, ChatTitle = "Händler", Text = "Hi", At = Harness.Time.GetUtcNow() };
    }

    [Fact]
    public async Task GroupSource_SaysWhichMessageIsWrong_AndStoresNone()
    {
        var sources = Harness.Get<IGroupSources>();
        var good = new StoredMessageDraft { SenderAccountId = Guid.NewGuid(), ChatId = "1", MessageId = "1", From = new ContactDraft { TelegramId = "bob" }, At = Harness.Time.GetUtcNow() };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => sources.RecordAsync(Organisation.DefaultId, [good, good with { From = new ContactDraft() }]));

        Assert.Contains("Message 2 can't be used: From has neither", error.Message, StringComparison.Ordinal);
        Assert.Empty(await sources.ListAsync(Organisation.DefaultId));
    }

    private static string SubjectOf(RecordedEmail mail)
    {
        var line = System.Text.Encoding.UTF8.GetString(mail.Content.Span).Split("\r\n").First(line => line.StartsWith("Subject: ", StringComparison.Ordinal));
        return line["Subject: ".Length..];
    }

    private static ContactDraft Contact(string name, params string[] tags) => new() { Email = name + "@x.example", Tags = tags };

    private static CampaignDraft Draft(TargetAudience audience, params SequenceStep[] followUps) =>
        new() { Name = "Spring", Audience = audience, Steps = [Step, .. followUps] };

    private static SequenceStep FollowUp(string subject, StepConditions conditions) =>
        SequenceStep.Create(new MessageTemplate { Subject = subject, Text = "Hi {{ unsubscribe_url }}" }, StepDelay.Days(1)) with { Conditions = conditions };

    private async Task<IReadOnlyList<Guid>> AddAsync(params string[] names) => await Harness.AddContactsAsync([.. names.Select(name => Contact(name))]);

    private IEnumerable<string> Written() => Harness.Provider.Taken.Select(mail => mail.EnvelopeRecipient.Split('@')[0]).Order(StringComparer.Ordinal);

    private async Task<RecipientList> AddListAsync(AudienceFilter? filter = null)
    {
        var list = new RecipientList { Id = Guid.CreateVersion7(), OrganisationId = Organisation.DefaultId, Name = "List", Filter = filter };
        await Harness.Get<IRecipientListStore>().SaveAsync(list);
        return list;
    }

    private async Task<RecipientList> FindAsync(RecipientList list) => (await Harness.Get<IRecipientListStore>().FindAsync(Organisation.DefaultId, list.Id))!;

    private async Task<Pipeline> AddPipelineAsync()
    {
        var pipeline = new Pipeline
        {
            Id = Guid.CreateVersion7(),
            OrganisationId = Organisation.DefaultId,
            Name = "Sales",
            Stages = [new PipelineStage { Id = Guid.CreateVersion7(), Name = "new" }, new PipelineStage { Id = Guid.CreateVersion7(), Name = "won" }],
        };
        await Harness.Get<IPipelineStore>().SaveAsync(pipeline);
        return pipeline;
    }

    private Task<int> PlaceAsync(Pipeline pipeline, int stage, params Guid[] ids) =>
        Harness.Get<IPipelineStore>().PlaceAsync(Organisation.DefaultId, pipeline.Id, pipeline.Stages[stage].Id, ids);

    private sealed class HostPlaces : IContactPlaces
    {
        public Dictionary<Guid, string> Stages { get; } = [];

        public ValueTask<IReadOnlyList<ContactPlace>> FindAsync(
            Guid organisationId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<ContactPlace>>(
            [.. contactIds.Where(Stages.ContainsKey).Select(id => new ContactPlace(id, new PipelinePlace("deals", Stages[id])))]);
    }
}
