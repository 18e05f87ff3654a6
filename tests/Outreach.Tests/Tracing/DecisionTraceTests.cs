using Outreach.Testing;

namespace Outreach.Tests.Tracing;

public sealed class DecisionTraceTests : IAsyncDisposable
{
    private readonly CampaignHarness _harness = new();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Explain_TellsWhatHappenedAndWhatComesNext()
    {
        _harness.Sender = _harness.Sender with { DailyCap = 1 };
        await _harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" }, new ContactDraft { Email = "bert@x.example" });
        var id = await _harness.StartAsync(new CampaignDraft
        {
            Name = "Traced",
            Steps =
            [
                Step("one", default),
                Step("two", StepDelay.Days(1)) with { Conditions = new StepConditions { Contact = [new ContactCondition { Field = "phone", Op = ContactOperator.NotEmpty }] } },
                Step("three", StepDelay.Days(30)),
            ],
        });

        await _harness.RunForAsync(TimeSpan.FromDays(10), TestContext.Current.CancellationToken);

        var waiting = await _harness.ExplainAsync(id, "anna@x.example");
        var later = await _harness.ExplainAsync(id, "bert@x.example");
        string[] codes = [.. waiting.History.Concat(later.History).Select(static line => line.Code)];
        Assert.Contains(ReasonCodes.Enrolled, codes);
        Assert.Contains("message_sent", codes);
        Assert.Contains(ReasonCodes.DailyCap, codes);
        var skip = Assert.Single(waiting.History, static line => line.Code == ReasonCodes.ConditionsNotMet);
        Assert.Equal((1, "phone"), (skip.StepIndex, skip.Detail));
        Assert.Equal("three", waiting.NextStep);
        Assert.Equal(waiting.Participant.DueAt, waiting.EarliestAt);
        Assert.Equal(Sequencing.DecisionKind.Send, waiting.Expected?.Kind);
        Assert.Equal(waiting.History.OrderBy(static line => line.At), waiting.History);
    }

    [Fact]
    public async Task Explain_OfAFinishedParticipant_HasNothingPlanned()
    {
        await _harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        var id = await _harness.StartAsync(new CampaignDraft { Name = "Short", Steps = [Step("one", default), Step("two", StepDelay.Days(3))] });
        await _harness.RunForAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        await _harness.UnsubscribeAsync("anna@x.example");

        var explanation = await _harness.ExplainAsync(id, "anna@x.example");
        Assert.Null(explanation.NextStep);
        Assert.Null(explanation.EarliestAt);
        Assert.Equal(ReasonCodes.Unsubscribed, explanation.Participant.Reason.Code);
        Assert.Contains(explanation.History, static line => line.Code == "event_unsubscribed");
    }

    [Fact]
    public async Task Campaign_WhoseContactsNeverReply_CompletesWhenTheWaitIsOver()
    {
        await _harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        var id = await _harness.StartAsync(new CampaignDraft
        {
            Name = "Waiting",
            Steps = [Step("one", default), Step("answer", default) with { Trigger = StepTrigger.AfterReply, ReplyWait = StepDelay.Days(6) }],
        });

        var campaign = await _harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(CampaignStatus.Completed, campaign.Status);
        Assert.Equal(campaign.StartedAt!.Value.AddDays(6), campaign.CompletedAt);
        Assert.Contains((await _harness.ExplainAsync(id, "anna@x.example")).History, static line => line.Code == ReasonCodes.NoReply || line.Code == ReasonCodes.SequenceCompleted);
    }

    private static SequenceStep Step(string name, StepDelay delay) =>
        SequenceStep.Create(new MessageTemplate { Subject = name, Text = "Hi {{ unsubscribe_url }}" }, delay, name);
}
