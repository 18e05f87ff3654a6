namespace Outreach.Sequencing.Tests;

public sealed class SequenceDeciderTests
{
    private static readonly SequenceStep First = Some.Step(0);
    private static readonly SequenceStep Second = Some.Step(1, StepDelay.Days(3));
    private static readonly SendingSchedule Office = new()
    {
        Opens = new TimeOnly(9, 0),
        Closes = new TimeOnly(17, 0),
        Days = DaysOfWeek.Weekdays,
    };

    [Fact]
    public void Decide_DueAndInsideTheWindow_Sends()
    {
        var decision = Decide(Input());
        Assert.Equal(DecisionKind.Send, decision.Kind);
        Assert.Equal(0, decision.StepIndex);
        Assert.Equal(ReasonCodes.Due, decision.Reason.Code);
    }

    [Fact]
    public void Decide_Suppressed_StopsBeforeAllElse() =>
        AssertStop(Input() with { IsSuppressed = true, Participant = Some.Participant with { StepIndex = 9 } }, ReasonCodes.Suppressed);

    [Theory]
    [InlineData(ParticipantStatus.Unsubscribed, ReasonCodes.Unsubscribed)]
    [InlineData(ParticipantStatus.Bounced, ReasonCodes.Bounced)]
    [InlineData(ParticipantStatus.Stopped, ReasonCodes.CampaignStopped)]
    [InlineData(ParticipantStatus.Failed, ReasonCodes.Refused)]
    [InlineData(ParticipantStatus.Completed, ReasonCodes.SequenceCompleted)]
    public void Decide_FinalStatus_Stops(ParticipantStatus status, string code) =>
        AssertStop(Input() with { Participant = Some.Participant with { Status = status } }, code);

    [Fact]
    public void Decide_FinalStatusWithReason_KeepsTheReason() => AssertStop(
        Input() with
        {
            Participant = Some.Participant with { Status = ParticipantStatus.Unsubscribed, Reason = new(ReasonCodes.Complained) },
        },
        ReasonCodes.Complained);

    [Fact]
    public void Decide_NoStepLeft_Completes()
    {
        var decision = Decide(Input() with { Participant = Some.Participant with { StepIndex = 2, Status = ParticipantStatus.Sent } });
        Assert.Equal(DecisionKind.Complete, decision.Kind);
    }

    [Theory]
    [InlineData(SendState.InDoubt, ReasonCodes.InDoubt)]
    [InlineData(SendState.Sending, ReasonCodes.InDoubt)]
    [InlineData(SendState.Failed, ReasonCodes.Refused)]
    [InlineData(SendState.Cancelled, ReasonCodes.CampaignStopped)]
    public void Decide_EarlierAttemptThatForbidsAnother_Stops(SendState state, string code) =>
        AssertStop(Input() with { Sends = [Some.Send(First, state)] }, code);

    [Fact]
    public void Decide_StepAcceptedAlready_AdvancesFromTheTimeOfAcceptance()
    {
        var send = Some.Send(First, SendState.Sent) with { ResultAt = Some.Monday.AddMinutes(-30) };
        var decision = Decide(Input() with { Sends = [send] });
        Assert.Equal(DecisionKind.Advance, decision.Kind);
        Assert.Equal(send.ResultAt, decision.Until);
    }

    [Fact]
    public void Decide_SendsOfOtherStepsAndCopies_DoNotCount()
    {
        var sends = new[]
        {
            Some.Send(Second, SendState.InDoubt),
            Some.Send(First, SendState.Sent) with { Role = RecipientRole.Cc },
        };
        Assert.Equal(DecisionKind.Send, Decide(Input() with { Sends = sends }).Kind);
    }

    [Fact]
    public void Decide_RetryOfARefusedAttempt_KeepsItsVariant()
    {
        var variants = Enumerable.Range(0, 5).Select(static i => new StepVariant { Id = $"v{i}", Template = new MessageTemplate() }).ToArray();
        var step = First with { Variants = variants };
        for (var i = 0; i < 5; i++)
        {
            var decision = Decide(Input() with
            {
                Plan = Some.Plan(step),
                Sends = [Some.Send(step, SendState.Due) with { VariantId = $"v{i}" }],
            });
            Assert.Equal((DecisionKind.Send, i), (decision.Kind, decision.VariantIndex));
        }
    }

    [Theory]
    [InlineData(Channel.Email, null, "@ada", true)]
    [InlineData(Channel.Email, " ", "@ada", true)]
    [InlineData(Channel.Telegram, "ada@example.com", null, true)]
    [InlineData(Channel.Telegram, null, "@ada", false)]
    [InlineData(Channel.Email, "ada@example.com", null, false)]
    public void Decide_NoAddressForTheChannel_Stops(Channel channel, string? email, string? telegram, bool stops)
    {
        var decision = Decide(Input() with
        {
            Participant = Some.Participant with { Channel = channel },
            Contact = Some.Contact with { Email = email, TelegramId = telegram },
        });
        Assert.Equal(stops ? ReasonCodes.NoAddress : ReasonCodes.Due, decision.Reason.Code);
        Assert.Equal(stops ? DecisionKind.Stop : DecisionKind.Send, decision.Kind);
    }

    [Fact]
    public void Decide_OutsideTheWindow_DefersToTheOpening()
    {
        var decision = Decide(Input(Office) with { Now = Some.Monday.AddHours(8) });
        Assert.Equal(DecisionKind.Defer, decision.Kind);
        Assert.Equal(Some.Monday.AddHours(23), decision.Until);
        Assert.Equal(ReasonCodes.OutsideWindow, decision.Reason.Code);
    }

    [Fact]
    public void Decide_WindowThatNeverOpens_StopsAndSaysSo() =>
        AssertStop(Input(Office with { Days = DaysOfWeek.None }), ReasonCodes.OutsideWindow);

    [Fact]
    public void Decide_StepAfterReplyBeforeTheWaitIsOver_Waits()
    {
        var decision = Decide(Input() with
        {
            Plan = Some.Plan(First with { Trigger = StepTrigger.AfterReply }),
            Participant = Some.Participant with { DueAt = Some.Monday.AddDays(9) },
        });
        Assert.Equal(DecisionKind.Defer, decision.Kind);
        Assert.Equal(Some.Monday.AddDays(9), decision.Until);
        Assert.Equal(ReasonCodes.WaitingForReply, decision.Reason.Code);
    }

    [Theory]
    [InlineData(1, DecisionKind.Defer, ReasonCodes.WaitingForSentiment)]
    [InlineData(0, DecisionKind.Skip, ReasonCodes.ConditionsNotMet)]
    public void Decide_StepThatAsksForASentimentThatMayStillCome_Waits(int seconds, DecisionKind kind, string code)
    {
        var until = Some.Monday.AddSeconds(seconds);
        var decision = Decide(Input() with
        {
            Plan = Some.Plan(First with { Conditions = new StepConditions { ReplySentiment = [ReplySentiment.Positive] } }),
            Facts = new ParticipantFacts { SentimentAwaitedUntil = until },
            Now = Some.Monday,
        });

        Assert.Equal((kind, code), (decision.Kind, decision.Reason.Code));
        Assert.Equal(kind == DecisionKind.Defer ? until : null, decision.Until);
    }

    [Fact]
    public void Decide_StepThatAsksForNoSentiment_DoesNotWaitForOne() =>
        Assert.Equal(DecisionKind.Send, Decide(Input() with { Facts = new ParticipantFacts { SentimentAwaitedUntil = Some.Monday.AddDays(1) } }).Kind);

    [Fact]
    public void Decide_StepAfterReplyWhenTheWaitIsOver_Skips()
    {
        var decision = Decide(Input() with { Plan = Some.Plan(First with { Trigger = StepTrigger.AfterReply }) });
        Assert.Equal(DecisionKind.Skip, decision.Kind);
        Assert.Equal(ReasonCodes.NoReply, decision.Reason.Code);
    }

    [Fact]
    public void Decide_StepAfterReplyWithReply_Sends()
    {
        var decision = Decide(Input() with
        {
            Plan = Some.Plan(First with { Trigger = StepTrigger.AfterReply }),
            Participant = Some.Participant with { Status = ParticipantStatus.Replied },
        });
        Assert.Equal(DecisionKind.Send, decision.Kind);
    }

    [Theory]
    [InlineData(true, DecisionKind.Stop)]
    [InlineData(false, DecisionKind.Send)]
    public void Decide_RepliedBeforeADelayStep_FollowsStopIfReplied(bool stopIfReplied, DecisionKind expected)
    {
        var step = First with { Conditions = new StepConditions { StopIfReplied = stopIfReplied } };
        var decision = Decide(Input() with
        {
            Plan = Some.Plan(step),
            Participant = Some.Participant with { Status = ParticipantStatus.Replied },
        });
        Assert.Equal(expected, decision.Kind);
    }

    [Fact]
    public void Decide_ConditionsFail_SkipsAndSaysWhich()
    {
        var conditions = new StepConditions { Contact = [new ContactCondition { Field = "phone", Op = ContactOperator.NotEmpty }] };
        var decision = Decide(Input() with { Plan = Some.Plan(First with { Conditions = conditions }) });
        Assert.Equal(DecisionKind.Skip, decision.Kind);
        Assert.Equal(new DecisionReason(ReasonCodes.ConditionsNotMet, "phone"), decision.Reason);
    }

    [Fact]
    public void Decide_ConditionsOutsideTheWindow_AreAskedWhenItOpens()
    {
        var conditions = new StepConditions { Opened = new OpenedCondition() };
        var input = Input() with { Plan = Some.Plan(Office, First with { Conditions = conditions }), Now = Some.Monday.AddHours(8) };
        Assert.Equal(DecisionKind.Defer, Decide(input).Kind);
        var opened = new ParticipantFacts { OpenedStepIds = [Second.Id] };
        Assert.Equal(DecisionKind.Send, Decide(input with { Now = Some.Monday.AddHours(23), Facts = opened }).Kind);
    }

    [Fact]
    public void Decide_SameInput_GivesTheSameAnswer()
    {
        var input = Input(Office) with { Now = Some.Monday.AddHours(8) };
        Assert.Equal(Decide(input), Decide(input));
    }

    [Fact]
    public void Decide_Always_AllocatesNothing()
    {
        var conditions = new StepConditions
        {
            Contact = [new ContactCondition { Field = "first_name", Op = ContactOperator.EqualTo, Value = "ada" }],
            Tags = new TagCondition { None = ["x"] },
            NotOpened = new OpenedCondition(),
        };
        var send = Input(Office) with { Plan = Some.Plan(Office, First with { Conditions = conditions }) };
        var defer = send with { Now = Some.Monday.AddHours(8) };
        var skip = send with { Contact = Some.Contact with { FirstName = "Bob" } };
        for (var warm = 0; warm < 50; warm++)
        {
            _ = (Decide(send), Decide(defer), Decide(skip));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
        {
            _ = Decide(send);
            _ = Decide(defer);
            _ = Decide(skip);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Decision Decide(in DecisionInput input) => SequenceDecider.Decide(input);

    private static DecisionInput Input(SendingSchedule? schedule = null) => new()
    {
        Plan = Some.Plan(schedule ?? SendingSchedule.Always, First, Second),
        Participant = Some.Participant,
        Contact = Some.Contact,
        Sends = [],
        IsSuppressed = false,
        Now = Some.Monday,
    };

    private static void AssertStop(in DecisionInput input, string code)
    {
        var decision = Decide(input);
        Assert.Equal(DecisionKind.Stop, decision.Kind);
        Assert.Equal(code, decision.Reason.Code);
    }
}
