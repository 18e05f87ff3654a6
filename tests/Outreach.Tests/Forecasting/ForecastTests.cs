using Outreach.Testing;

namespace Outreach.Tests.Forecasting;

public sealed class ForecastTests
{
    private static readonly SendingSchedule Office = new()
    {
        TimeZone = "Europe/Berlin",
        UseRecipientTimeZone = true,
        Opens = new TimeOnly(9, 0),
        Closes = new TimeOnly(17, 0),
        Days = DaysOfWeek.Weekdays,
        Spread = TimeSpan.FromHours(5),
        BlackoutDates = [new DateOnly(2026, 4, 3), new DateOnly(2026, 4, 6)],
    };

    private static readonly ReplyModel Lively = new() { Seed = 7, ReplyRate = 0.15, BounceRate = 0.05, UnsubscribeRate = 0.04, ComplaintRate = 0.01 };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Forecast_OfADraft_IsWhatTheRunThenDoes_SendForSend(int variation)
    {
        await using var harness = NewHarness(variation);
        await AddAudienceAsync(harness);
        var id = await harness.CreateAsync(Draft(variation));
        var forecast = await ForecastAsync(harness, id, Replies(variation));

        await harness.Campaigns.StartAsync(id);
        var campaign = await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        var sends = await SendsAsync(harness, id);
        Assert.True(sends.Count > 200, $"Only {sends.Count} messages went out.");
        Assert.Equal(sends, forecast.Sends);
        Assert.Equal(CampaignStatus.Completed, campaign.Status);
        Assert.Equal(sends.Count, forecast.Days.Sum(static day => day.Sent));
        Assert.True(forecast.EndRange.Earliest <= forecast.EndRange.Latest);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Forecast_OfARunningCampaign_IsTheRestOfTheRun_SendForSend(int variation)
    {
        await using var harness = NewHarness(variation);
        await AddAudienceAsync(harness);
        var draft = Draft(variation);
        var id = await harness.StartAsync(draft with { Steps = [.. draft.Steps, .. FactSteps] });
        await harness.RunForAsync(new TimeSpan(6, 16, 20, 0), TestContext.Current.CancellationToken);
        await LookAsync(harness, id);
        var before = await SendsAsync(harness, id);

        var forecast = await ForecastAsync(harness, id, Replies(variation));
        await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        var rest = (await SendsAsync(harness, id))[before.Count..];
        Assert.Equal(rest, forecast.Sends);
        Assert.All([5, 6], step => Assert.InRange(rest.Count(send => send.StepIndex == step), 1, 100));
        Assert.True(variation == 0 || rest.Exists(static send => send.StepIndex == 4), "The sentiment of no reply let a message go.");
    }

    [Fact]
    public async Task Forecast_OfTheSameInput_IsTheSame()
    {
        await using var harness = NewHarness(1);
        await AddAudienceAsync(harness);
        var id = await harness.CreateAsync(Draft(1));

        Assert.Equal((await ForecastAsync(harness, id, Lively)).Sends, (await ForecastAsync(harness, id, Lively)).Sends);
    }

    [Fact]
    public async Task Forecast_SaysWhoNeverGetsAMessageAndWhatBinds()
    {
        await using var harness = NewHarness(0);
        await AddAudienceAsync(harness);
        var contacts = await harness.AddContactsAsync(new ContactDraft { Email = "gone@x.example" }, new ContactDraft { Email = "bad@@x" });
        await harness.Get<ISuppressionStore>().AddAsync(
            [new SuppressionEntry { OrganisationId = Organisation.DefaultId, Key = "gone@x.example", Reason = SuppressionReason.Manual, At = harness.Time.GetUtcNow(), Source = "test" }]);
        var id = await harness.CreateAsync(Draft(0));

        var forecast = await ForecastAsync(harness, id, ReplyModel.Silent);

        var reasons = forecast.NeverSent.ToDictionary(static omission => omission.ContactId, static omission => omission.Reason.Code);
        Assert.Equal(ReasonCodes.Suppressed, reasons[contacts[0]]);
        Assert.Equal(ReasonCodes.NoAddress, reasons[contacts[1]]);
        var cap = Assert.Single(forecast.Limits, static limit => limit.Code == ReasonCodes.DailyCap);
        Assert.True(cap is { Deferrals: > 50, Days: > 5 } && cap.Name.StartsWith("sender/", StringComparison.Ordinal));
        Assert.Contains(forecast.Days, static day => day.FullSenders.Count == 1);
        Assert.Contains(forecast.Problems, static problem => problem.Code == "contacts_suppressed");
        Assert.Empty(await SendsAsync(harness, id));
    }

    [Fact]
    public async Task Forecast_BeyondItsLastDay_HasNoEnd()
    {
        await using var harness = NewHarness(0);
        await AddAudienceAsync(harness);
        var id = await harness.CreateAsync(Draft(0));

        var forecast = await harness.Get<IForecaster>().ForecastAsync(new ForecastRequest { CampaignId = id, Days = 3, Repetitions = 1 });

        Assert.Null(forecast.EndsAt);
        Assert.Null(forecast.EndRange.Latest);
        Assert.All(forecast.Sends, send => Assert.True(send.At <= forecast.From.AddDays(3)));
    }

    /// <summary>Steps that go by what happened to the first message, long before they are due.</summary>
    private static SequenceStep[] FactSteps =>
    [
        Step("by sentiment", StepDelay.Days(1)) with { Conditions = new StepConditions { StopIfReplied = false, ReplySentiment = [ReplySentiment.Positive, ReplySentiment.Neutral] } },
        Step("by opens", StepDelay.Days(1)) with { Conditions = new StepConditions { Opened = new OpenedCondition { Step = 0 } } },
        Step("by clicks", StepDelay.Days(1)) with { Conditions = new StepConditions { Clicked = new ClickedCondition { UrlContains = "price" } } },
    ];

    /// <summary>Lets some of those who were written to open their messages and follow links.</summary>
    private static async Task LookAsync(CampaignHarness harness, Guid id)
    {
        var number = 0;
        foreach (var email in harness.Provider.Taken)
        {
            if (number++ % 3 == 0 && await harness.Get<ISendLedger>().FindSendAsync(email.Attempt.SendId) is { } send && send.CampaignId == id)
            {
                var events = harness.Get<IExternalEventHandler>();
                await events.HandleAsync(new ExternalEvent { Key = $"o{number}", Type = DeliveryEventType.Opened, SendId = send.Id });
                await events.HandleAsync(new ExternalEvent { Key = $"o{number}b", Type = DeliveryEventType.Opened, SendId = send.Id });
                await events.HandleAsync(new ExternalEvent { Key = $"c{number}", Type = DeliveryEventType.Clicked, SendId = send.Id, Detail = $"https://x.example/{(number % 2 == 0 ? "prices" : "home")}" });
            }
        }
    }

    private static CampaignHarness NewHarness(int variation) => new(new CampaignHarnessOptions
    {
        Replies = Replies(variation),
        ConfigureOutreach = options => options.EachDomainRate = variation == 2 ? SendRate.PerHour(2) : null,
    })
    {
        Sender = SenderAccount.Create("Ada", "ada@sender.example", CampaignHarness.ProviderName) with { DailyCap = variation == 2 ? 200 : 15, TimeZone = "America/New_York" },
    };

    private static CampaignDraft Draft(int variation) => new()
    {
        Name = "Forecast",
        Schedule = Office,
        Pacing = variation == 1 ? new SendPacing { Delay = TimeSpan.FromMinutes(3), Jitter = 0.5 } : null,
        Steps =
        [
            Step("first", default) with { Variants = [Variant("A"), Variant("B")], RotateEvery = variation == 2 ? 5 : null },
            Step("second", StepDelay.BusinessDays(2)) with
            {
                Conditions = new StepConditions { Contact = [new ContactCondition { Field = "company_name", Op = ContactOperator.NotEmpty }] },
            },
            Step("answer", StepDelay.Hours(3)) with { Trigger = StepTrigger.AfterReply, ReplyWait = StepDelay.Days(4) },
            Step("last", StepDelay.Days(3)),
        ],
    };

    private static SequenceStep Step(string name, StepDelay delay) =>
        SequenceStep.Create(Variant("A").Template, delay, name);

    private static StepVariant Variant(string id) =>
        new() { Id = id, Template = new MessageTemplate { Subject = "{Hi|Hello} " + id, Text = "Hi {{ contact.first_name ?? 'you' }} {{ unsubscribe_url }}" } };

    private static Task<Forecast> ForecastAsync(CampaignHarness harness, Guid id, ReplyModel replies) => harness.Get<IForecaster>().ForecastAsync(
        new ForecastRequest { CampaignId = id, Replies = replies, Repetitions = 3 }, TestContext.Current.CancellationToken);

    private static ReplyModel Replies(int variation) => variation == 0 ? ReplyModel.Silent : Lively;

    private static async Task AddAudienceAsync(CampaignHarness harness)
    {
        string?[] zones = [null, "Asia/Tokyo", "America/New_York", "Europe/London"];
        await harness.AddContactsAsync([.. Enumerable.Range(0, 120).Select(i => new ContactDraft
        {
            Email = $"c{i}@{(i % 3 == 0 ? "gmail.com" : $"d{i % 7}.example")}",
            CompanyName = i % 4 == 0 ? null : "Acme",
            TimeZone = zones[i % 4],
        })]);
    }

    private static async Task<List<ForecastSend>> SendsAsync(CampaignHarness harness, Guid id)
    {
        var sends = new List<SendRecord>();
        foreach (var email in harness.Provider.Taken)
        {
            var send = await harness.Get<ISendLedger>().FindSendAsync(email.Attempt.SendId);
            if (send!.CampaignId == id)
            {
                sends.Add(send);
            }
        }

        return [.. sends.Select(static send => new ForecastSend(send.IntentAt, send.ContactId, send.StepIndex, send.VariantId, send.SenderAccountId))];
    }
}
