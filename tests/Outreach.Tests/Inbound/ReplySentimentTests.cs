using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.Inbound;

public sealed class ReplySentimentTests
{
    private static readonly ReplySentiment[] Good = [ReplySentiment.Positive];

    [Theory]
    [InlineData(ReplySentiment.Positive, 2)]
    [InlineData(ReplySentiment.Neutral, 1)]
    [InlineData(null, 1)]
    public async Task Step_ThatGoesByTheSentiment_FollowsWhatTheEventSays(ReplySentiment? sentiment, int messages)
    {
        await using var harness = new CampaignHarness();
        var id = await StartAsync(harness);

        await harness.ReplyAsync("anna@x.example", "Well", sentiment);
        await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(messages, harness.Provider.Taken.Count);
    }

    [Fact]
    public async Task LatestReply_Decides()
    {
        await using var harness = new CampaignHarness();
        var id = await StartAsync(harness);

        await harness.ReplyAsync("anna@x.example", "Yes", ReplySentiment.Positive);
        await harness.RunForAsync(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
        await harness.ReplyAsync("anna@x.example", "Rather not", ReplySentiment.Negative);
        await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Single(harness.Provider.Taken);
        var lines = (await harness.ExplainAsync(id, "anna@x.example")).History;
        Assert.Equal(["positive: Yes", "negative: Rather not"], lines.Where(static line => line.Code == "event_replied").Select(static line => line.Detail));
    }

    [Fact]
    public async Task Classifier_JudgesEventsAndMail_ByTheNewText()
    {
        var classifier = new WordClassifier();
        await using var harness = NewHarness(classifier);
        var id = await StartAsync(harness);
        var mail = harness.Provider.Taken.First();

        var result = await harness.Get<IInboundMailHandler>().ReceiveAsync(new ReceivedMail
        {
            Content = Encoding.UTF8.GetBytes(
                $"From: Anna <anna@x.example>\r\nTo: ada@sender.example\r\nSubject: Re: S\r\nMessage-ID: <1@x.example>\r\nIn-Reply-To: {mail.MessageId}\r\n\r\n"
                + "Great, tell me more\r\n\r\nOn Monday Ada wrote:\r\n> Never mind\r\n"),
        });
        await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(ReplySentiment.Positive, result.Sentiment);
        Assert.Equal("Great, tell me more", Assert.Single(classifier.Asked).Text);
        Assert.Equal(2, harness.Provider.Taken.Count);
    }

    [Fact]
    public async Task Classifier_IsNotAskedAboutWhatCarriesASentiment_MachinesAndStrangers()
    {
        var classifier = new WordClassifier();
        await using var harness = NewHarness(classifier);
        await StartAsync(harness);
        var events = harness.Get<IExternalEventHandler>();

        await harness.ReplyAsync("anna@x.example", "great", ReplySentiment.Negative);
        await events.HandleAsync(new ExternalEvent { Key = "a", Type = DeliveryEventType.AutoReplied, Address = "anna@x.example", Detail = "great" });
        await events.HandleAsync(new ExternalEvent { Key = "s", Type = DeliveryEventType.Replied, Address = "stranger@x.example", Detail = "great" });

        Assert.Empty(classifier.Asked);
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("hang")]
    [InlineData("nonsense")]
    public async Task Classifier_ThatFails_KeepsNoReplyFromCounting(string text)
    {
        await using var harness = NewHarness(new WordClassifier());
        var id = await StartAsync(harness, afterReply: false);

        await harness.ReplyAsync("anna@x.example", text);
        await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Single(harness.Provider.Taken);
        Assert.Equal(ParticipantStatus.Replied, (await harness.ExplainAsync(id, "anna@x.example")).Participant.Status);
    }

    [Fact]
    public async Task Reply_StopsItsSequence_BeforeItIsClassified()
    {
        var classifier = new WordClassifier();
        await using var harness = NewHarness(classifier, TimeSpan.FromMinutes(1));
        var id = await StartAsync(harness, afterReply: false);

        var reply = harness.ReplyAsync("anna@x.example", "wait");
        await classifier.HasBegun.Task.WaitAsync(TestContext.Current.CancellationToken);
        var between = (await harness.ExplainAsync(id, "anna@x.example")).Participant.Status;
        classifier.MayEnd.SetResult();
        await reply;

        Assert.Equal(ParticipantStatus.Replied, between);
        Assert.Contains("neutral: wait", (await harness.ExplainAsync(id, "anna@x.example")).History.Select(static line => line.Detail), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task StepThatAsksForTheSentiment_WaitsWhileAReplyIsClassified(bool isInTime, int messages)
    {
        var classifier = new WordClassifier();
        await using var harness = NewHarness(classifier, TimeSpan.FromMinutes(1));
        var id = await StartAsync(harness, delay: StepDelay.Hours(0));

        var reply = harness.ReplyAsync("anna@x.example", "great, but wait");
        await classifier.HasBegun.Task.WaitAsync(TestContext.Current.CancellationToken);
        await harness.RunForAsync(TimeSpan.FromSeconds(isInTime ? 59 : 61), TestContext.Current.CancellationToken);
        var between = (await harness.ExplainAsync(id, "anna@x.example")).Participant.Reason.Code;
        classifier.MayEnd.SetResult();
        await reply;
        await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(isInTime, between == ReasonCodes.WaitingForSentiment);
        Assert.Equal(messages, harness.Provider.Taken.Count);
    }

    [Fact]
    public async Task ReplyThatComesAgain_GetsTheSentimentThatItsFirstReceiverDidNotStore()
    {
        await using var harness = NewHarness(new WordClassifier());
        var id = await StartAsync(harness);
        var happened = new ExternalEvent { Key = "k", Type = DeliveryEventType.Replied, Address = "anna@x.example", Detail = "fail" };
        await harness.Get<IExternalEventHandler>().HandleAsync(happened, TestContext.Current.CancellationToken);

        var again = await harness.Get<IExternalEventHandler>().HandleAsync(happened with { Detail = "great" }, TestContext.Current.CancellationToken);

        Assert.True(again.IsDuplicate);
        var trace = await harness.ExplainAsync(id, "anna@x.example");
        Assert.Contains("positive: fail", trace.History.Select(static line => line.Detail), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Event_ThatIsNoReply_HasNoSentiment()
    {
        await using var harness = new CampaignHarness();
        var bad = new ExternalEvent { Key = "k", Type = DeliveryEventType.Opened, Address = "a@x.example", Sentiment = ReplySentiment.Positive };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => harness.Get<IExternalEventHandler>().HandleAsync(bad));

        Assert.Contains("Sentiment", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LaunchCheck_WarnsWhereNobodyTellsTheSentiment(bool hasClassifier)
    {
        await using var harness = hasClassifier ? NewHarness(new WordClassifier()) : new CampaignHarness();
        await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });

        var report = await harness.Campaigns.CheckAsync(Organisation.DefaultId, await harness.CreateAsync(Draft(afterReply: true)));

        Assert.Equal(hasClassifier ? 0 : 1, report.Findings.Count(static finding => finding is { Code: "reply_sentiment_unknown", StepIndex: 1 }));
        Assert.True(report.CanStart);
    }

    [Fact]
    public void Told_ReplyHasItsSentiment()
    {
        var sentiment = new MessageEventData { Sentiment = ReplySentiment.Positive, IsAutomatic = false };
        var told = OutreachEvents.ForDelivery(new DeliveryEvent
        {
            Id = Guid.CreateVersion7(), OrganisationId = Organisation.DefaultId, Key = "k", Type = DeliveryEventType.Replied, At = DateTimeOffset.UnixEpoch, Sentiment = ReplySentiment.Positive,
        });

        Assert.Equal("""{"isAutomatic":false,"sentiment":"positive"}""", told.Data);
        Assert.Equal(sentiment, MessageEventData.Read(told));
    }

    private static CampaignHarness NewHarness(WordClassifier classifier, TimeSpan? timeout = null) => new(new CampaignHarnessOptions
    {
        Configure = outreach => outreach.Services.AddSingleton<IReplyClassifier>(classifier),
        ConfigureOutreach = options => options.ClassificationTimeout = timeout ?? TimeSpan.FromMilliseconds(100),
    });

    private static async Task<Guid> StartAsync(CampaignHarness harness, bool afterReply = true, StepDelay? delay = null)
    {
        await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        var id = await harness.StartAsync(Draft(afterReply, delay));
        await harness.RunForAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        return id;
    }

    private static CampaignDraft Draft(bool afterReply, StepDelay? delay = null) => new()
    {
        Name = "Sentiment",
        Steps =
        [
            SequenceStep.Create(Template),
            SequenceStep.Create(Template, delay ?? StepDelay.Hours(2)) with
            {
                Trigger = afterReply ? StepTrigger.AfterReply : StepTrigger.Delay,
                Conditions = new StepConditions { StopIfReplied = true, ReplySentiment = afterReply ? Good : null },
            },
        ],
    };

    private static MessageTemplate Template => new() { Subject = "S", Text = "T {{ unsubscribe_url }}" };

    private sealed class WordClassifier : IReplyClassifier
    {
        public List<ReceivedReply> Asked { get; } = [];

        public TaskCompletionSource HasBegun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<ReplySentiment?> ClassifyAsync(ReceivedReply reply, CancellationToken cancellationToken = default)
        {
            Asked.Add(reply);
            switch (reply.Text)
            {
                case "fail":
                    throw new HttpRequestException("down");
                case "hang":
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
                    return null;
                case "nonsense":
                    return (ReplySentiment)99;
                case var text:
                    if (text.Contains("wait", StringComparison.Ordinal))
                    {
                        HasBegun.SetResult();
                        await MayEnd.Task;
                    }

                    return text.Contains("great", StringComparison.OrdinalIgnoreCase) ? ReplySentiment.Positive : ReplySentiment.Neutral;
            }
        }
    }
}
