using Outreach.Tests.Sending;

namespace Outreach.Tests.Campaigns;

public sealed class CampaignServiceTests : IAsyncDisposable
{
    private readonly EngineFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    public static TheoryData<string, CampaignDraft> BadDrafts
    {
        get
        {
            var good = new CampaignDraft { Name = "A", Steps = [SequenceStep.Create(new MessageTemplate { Subject = "S", Text = "T" })] };
            return new()
            {
                { "Name must have", good with { Name = " " } },
                { "Steps is empty", good with { Steps = [] } },
                { "neither Text nor Html", good with { Steps = [SequenceStep.Create(new MessageTemplate { Subject = "S" })] } },
                { "Subject is empty", good with { Steps = [SequenceStep.Create(new MessageTemplate { Text = "T" })] } },
                { "'Mars/Olympus' is not known", good with { Schedule = new SendingSchedule { TimeZone = "Mars/Olympus" } } },
                { "Days is empty", good with { Schedule = new SendingSchedule { Days = DaysOfWeek.None } } },
                { "Delay must be", good with { Steps = [.. good.Steps, SequenceStep.Create(new MessageTemplate { Text = "T" }, StepDelay.Days(-1))] } },
                { "AfterReply", good with { Steps = [good.Steps[0] with { Trigger = StepTrigger.AfterReply }] } },
                { "Audience.Limit", good with { Audience = new TargetAudience { Limit = 0 } } },
                { "no active one", good },
            };
        }
    }

    [Theory]
    [MemberData(nameof(BadDrafts))]
    public async Task Create_SaysWhatIsWrong(string message, CampaignDraft draft)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Campaigns.CreateAsync(draft));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_RefusesUnknownProvider_WithAFix()
    {
        _fixture.Sender = _fixture.Sender with { ProviderName = "elsewhere" };

        var exception = await Assert.ThrowsAsync<CampaignNotReadyException>(() => _fixture.StartCampaignAsync());

        Assert.Contains("AddSmtp(\"elsewhere\", …)", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ contact.frist_name ?? 'you' }}", "first_name")]
    [InlineData("{{ contact.first_name }", "line")]
    public async Task Start_RefusesBrokenTemplates_BeforeTheFirstMail(string text, string hint)
    {
        await _fixture.AddContactsAsync("anna@a.example");

        var exception = await Assert.ThrowsAsync<CampaignNotReadyException>(
            () => _fixture.StartCampaignAsync(null, SequenceStep.Create(EngineFixture.Template("S", text + " {{ unsubscribe_url }}"))));

        Assert.Contains(exception.Findings.Select(static finding => finding.ToString()), problem => problem.Contains(hint, StringComparison.Ordinal) || problem.Contains("(1,", StringComparison.Ordinal));
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(1));
        Assert.Empty(_fixture.Provider.Taken);
    }

    [Fact]
    public async Task Start_RefusesAFieldWithoutFallback()
    {
        await _fixture.AddContactsAsync("anna@a.example");

        var exception = await Assert.ThrowsAsync<CampaignNotReadyException>(
            () => _fixture.StartCampaignAsync(null, SequenceStep.Create(EngineFixture.Template("Hi {{ contact.company_name }}", "T {{ unsubscribe_url }}"))));

        Assert.Contains("contact.company_name", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Twice_EnrolsNobodyTwice()
    {
        await _fixture.AddContactsAsync("anna@a.example", "ben@b.example");
        var id = await _fixture.StartCampaignAsync();

        await _fixture.Campaigns.StartAsync(id);

        Assert.Equal(2, (await _fixture.ParticipantsAsync(id)).Count);
    }

    [Fact]
    public async Task Lifecycle_RefusesWhatMakesNoSense()
    {
        var id = await _fixture.StartCampaignAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.Campaigns.DeleteAsync(Organisation.DefaultId, id));
        await _fixture.Campaigns.PauseAsync(id);
        await _fixture.Campaigns.PauseAsync(id);
        await _fixture.Campaigns.ResumeAsync(id);
        await _fixture.Campaigns.StopAsync(id);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.Campaigns.ResumeAsync(id));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.Campaigns.StartAsync(id));

        await _fixture.Campaigns.DeleteAsync(Organisation.DefaultId, id);

        Assert.Null(await _fixture.Campaigns.GetAsync(Organisation.DefaultId, id));
    }

    [Fact]
    public async Task Audience_LimitAndIds_AreKept()
    {
        var ids = await _fixture.AddContactsAsync("a@a.example", "b@a.example", "c@a.example");
        await _fixture.Get<ISenderAccountStore>().SaveAsync(_fixture.Sender);
        var draft = new CampaignDraft { Name = "A", Steps = [SequenceStep.Create(EngineFixture.Template("S", "T {{ unsubscribe_url }}"))] };
        var limited = await _fixture.Campaigns.CreateAsync(draft with { Audience = new TargetAudience { Limit = 2 } });
        var chosen = await _fixture.Campaigns.CreateAsync(draft with { Audience = new TargetAudience { ContactIds = [ids[2]] } });

        await _fixture.Campaigns.StartAsync(limited);
        await _fixture.Campaigns.StartAsync(chosen);

        Assert.Equal(2, (await _fixture.ParticipantsAsync(limited)).Count);
        Assert.Equal(ids[2], Assert.Single(await _fixture.ParticipantsAsync(chosen)).ContactId);
    }
}
