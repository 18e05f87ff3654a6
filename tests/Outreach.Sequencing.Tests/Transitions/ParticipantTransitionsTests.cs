namespace Outreach.Sequencing.Tests;

public sealed class ParticipantTransitionsTests
{
    private static readonly SendingSchedule Office = new()
    {
        Opens = new TimeOnly(9, 0),
        Closes = new TimeOnly(17, 0),
        Days = DaysOfWeek.Weekdays,
    };

    private static readonly SequencePlan Plan = Some.Plan(Office, Some.Step(0), Some.Step(1, StepDelay.Days(5)), Some.Step(2, StepDelay.Hours(4)));

    [Fact]
    public void FirstDue_EnrolledAtNight_IsTheNextOpening() =>
        Assert.Equal(Some.Monday.AddHours(23), ParticipantTransitions.FirstDue(Plan, Some.Contact, Some.Monday.AddHours(10)));

    [Fact]
    public void FirstDue_FirstStepAfterReply_IsTheEndOfTheWait() => Assert.Equal(Some.Monday.AddDays(30), ParticipantTransitions.FirstDue(
        Some.Plan(Some.Step(0, trigger: StepTrigger.AfterReply)), Some.Contact, Some.Monday));

    [Fact]
    public void AfterAccepted_NextStepAfterDays_IsDueWithinTheWindow()
    {
        // Monday + 5 days is a Saturday.
        var next = Accept(Some.Participant);
        Assert.Equal((ParticipantStatus.Sent, 1), (next.Status, next.StepIndex));
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero), next.DueAt);
        Assert.Equal(ReasonCodes.Scheduled, next.Reason.Code);
        Assert.Equal(Some.Monday, next.At);
    }

    [Fact]
    public void AfterAccepted_LastStep_Completes()
    {
        var next = Accept(Some.Participant with { StepIndex = 2, Status = ParticipantStatus.Sent });
        Assert.Equal((ParticipantStatus.Completed, 3), (next.Status, next.StepIndex));
        Assert.Null(next.DueAt);
        Assert.Equal(ReasonCodes.SequenceCompleted, next.Reason.Code);
    }

    [Fact]
    public void AfterAccepted_NextStepAfterReply_WaitsForIt()
    {
        var plan = Some.Plan(Some.Step(0), Some.Step(1, trigger: StepTrigger.AfterReply));
        var next = ParticipantTransitions.AfterAccepted(plan, Some.Participant, Some.Contact, Some.Monday, Some.Monday);
        Assert.Equal((ParticipantStatus.Sent, 1), (next.Status, next.StepIndex));
        Assert.Equal(Some.Monday.AddDays(30), next.DueAt);
        Assert.Equal(ReasonCodes.WaitingForReply, next.Reason.Code);
    }

    [Fact]
    public void AfterAccepted_EvidenceCameLate_IsNotDueInThePast()
    {
        var next = ParticipantTransitions.AfterAccepted(Plan, Some.Participant, Some.Contact, Some.Monday.AddDays(-28), Some.Monday);
        Assert.Equal(Some.Monday, next.DueAt);
    }

    [Fact]
    public void AfterSkip_NextStep_CountsItsDelayFromNow()
    {
        var reason = new DecisionReason(ReasonCodes.ConditionsNotMet, "phone");
        var next = ParticipantTransitions.AfterSkip(Plan, Some.Participant with { StepIndex = 1 }, Some.Contact, reason, Some.Monday);
        Assert.Equal((ParticipantStatus.Pending, 2), (next.Status, next.StepIndex));
        Assert.Equal(Some.Monday.AddHours(4), next.DueAt);
        Assert.Equal(reason, next.Reason);
    }

    [Fact]
    public void AfterSkip_LastStep_CompletesAndKeepsAReply()
    {
        var participant = Some.Participant with { StepIndex = 2 };
        Assert.Equal(ParticipantStatus.Completed, Skip(participant).Status);
        Assert.Equal(ParticipantStatus.Replied, Skip(participant with { Status = ParticipantStatus.Replied }).Status);
    }

    [Fact]
    public void AfterRefusal_Temporary_TriesAgainWithinTheWindow()
    {
        var late = new DateTimeOffset(2026, 3, 6, 16, 58, 0, TimeSpan.Zero);
        var next = Refuse(new Refusal { Failure = FailureKind.Transient, Attempt = 1, Detail = "451 later" }, late);
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero), next.DueAt);
        Assert.Equal((ParticipantStatus.Pending, 0), (next.Status, next.StepIndex));
        Assert.Equal(new DecisionReason(ReasonCodes.RetryLater, "451 later"), next.Reason);
    }

    [Fact]
    public void AfterRefusal_OfTwoContacts_DoNotComeBackTogether()
    {
        var refusal = new Refusal { Failure = FailureKind.Transient, Attempt = 3 };
        var one = Refuse(refusal, Some.Monday);
        var other = Refuse(refusal, Some.Monday, Some.Participant with { ContactId = Some.Participant.Id });
        Assert.NotEqual(one.DueAt, other.DueAt);
        Assert.Equal(one, Refuse(refusal, Some.Monday));
    }

    [Theory]
    [InlineData(FailureKind.RejectedRecipient, ParticipantStatus.Bounced, ReasonCodes.Bounced)]
    [InlineData(FailureKind.Permanent, ParticipantStatus.Failed, ReasonCodes.Refused)]
    [InlineData(FailureKind.RejectedContent, ParticipantStatus.Failed, ReasonCodes.Refused)]
    public void AfterRefusal_ForGood_Ends(FailureKind failure, ParticipantStatus status, string code)
    {
        var next = Refuse(new Refusal { Failure = failure, Attempt = 1 }, Some.Monday);
        Assert.Equal((status, code), (next.Status, next.Reason.Code));
        Assert.Null(next.DueAt);
    }

    [Fact]
    public void AfterDoubt_Always_WaitsOnTheSameStep()
    {
        var next = ParticipantTransitions.AfterDoubt(Some.Participant, Some.Monday.AddDays(3), Some.Monday);
        Assert.Equal((ParticipantStatus.Pending, 0, Some.Monday.AddDays(3)), (next.Status, next.StepIndex, next.DueAt));
        Assert.Equal(ReasonCodes.InDoubt, next.Reason.Code);
    }

    [Theory]
    [InlineData(ReasonCodes.Suppressed, ParticipantStatus.Pending, ParticipantStatus.Stopped)]
    [InlineData(ReasonCodes.InDoubt, ParticipantStatus.Sent, ParticipantStatus.Stopped)]
    [InlineData(ReasonCodes.Replied, ParticipantStatus.Replied, ParticipantStatus.Replied)]
    [InlineData(ReasonCodes.Refused, ParticipantStatus.Pending, ParticipantStatus.Failed)]
    [InlineData(ReasonCodes.Suppressed, ParticipantStatus.Unsubscribed, ParticipantStatus.Unsubscribed)]
    public void AfterStop_ByReason_EndsWithTheRightStatus(string code, ParticipantStatus before, ParticipantStatus after)
    {
        var next = ParticipantTransitions.AfterStop(Some.Participant with { Status = before }, new DecisionReason(code), Some.Monday);
        Assert.Equal(after, next.Status);
        Assert.Null(next.DueAt);
    }

    [Fact]
    public void Of_SendDecision_Throws()
    {
        var decision = new Decision { Kind = DecisionKind.Send, StepIndex = 0, Reason = new(ReasonCodes.Due) };
        Assert.Throws<ArgumentException>(() => ParticipantTransitions.Of(decision, Plan, Some.Participant, Some.Contact, Some.Monday));
    }

    private static ParticipantTransition Accept(Participant participant) =>
        ParticipantTransitions.AfterAccepted(Plan, participant, Some.Contact, Some.Monday, Some.Monday);

    private static ParticipantTransition Skip(Participant participant) =>
        ParticipantTransitions.AfterSkip(Plan, participant, Some.Contact, new(ReasonCodes.ConditionsNotMet), Some.Monday);

    private static ParticipantTransition Refuse(Refusal refusal, DateTimeOffset at, Participant? participant = null) =>
        ParticipantTransitions.AfterRefusal(Plan, participant ?? Some.Participant, Some.Contact, RetryPolicy.Default, refusal, at);
}
