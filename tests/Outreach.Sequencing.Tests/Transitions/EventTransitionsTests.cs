namespace Outreach.Sequencing.Tests;

public sealed class EventTransitionsTests
{
    private static readonly SequenceStep First = Some.Step(0);
    private static readonly SequenceStep FollowUp = Some.Step(1, StepDelay.Days(3));
    private static readonly SequenceStep Answer = Some.Step(2, StepDelay.Hours(2), StepTrigger.AfterReply);
    private static readonly Participant Waiting = Some.Participant with { Status = ParticipantStatus.Sent, StepIndex = 1 };

    [Fact]
    public void AfterReply_NextStepByDelay_StopsAtOnce()
    {
        var next = Reply(Some.Plan(First, FollowUp), Waiting)!;
        Assert.Equal((ParticipantStatus.Replied, null, ReasonCodes.Replied), (next.Status, next.DueAt, next.Reason.Code));
    }

    [Fact]
    public void AfterReply_NextStepAfterReply_BecomesDueAfterItsDelay()
    {
        var next = Reply(Some.Plan(First, Answer), Waiting with { DueAt = null })!;
        Assert.Equal((ParticipantStatus.Replied, 1, Some.Monday.AddHours(2)), (next.Status, next.StepIndex, next.DueAt));
    }

    [Fact]
    public void AfterReply_SecondReplyBeforeTheAnswer_ChangesNothing() =>
        Assert.Null(Reply(Some.Plan(First, Answer), Waiting with { Status = ParticipantStatus.Replied }));

    [Fact]
    public void AfterReply_NextStepInSpiteOfReplies_KeepsItsTime()
    {
        var step = FollowUp with { Conditions = new StepConditions { StopIfReplied = false } };
        var next = Reply(Some.Plan(First, step), Waiting)!;
        Assert.Equal((ParticipantStatus.Replied, 1, Waiting.DueAt), (next.Status, next.StepIndex, next.DueAt));
    }

    [Theory]
    [InlineData(SendState.InDoubt)]
    [InlineData(SendState.Sending)]
    [InlineData(SendState.Sent)]
    public void AfterReply_CurrentStepIsOut_CountsItAsDone(SendState state)
    {
        var participant = Some.Participant with { StepIndex = 0 };
        var next = EventTransitions.AfterReply(Some.Plan(First, Answer), participant, Some.Contact, [Some.Send(First, state)], Some.Monday)!;
        Assert.Equal((1, Some.Monday.AddHours(2)), (next.StepIndex, next.DueAt));
        var last = EventTransitions.AfterReply(Some.Plan(First), participant, Some.Contact, [Some.Send(First, state)], Some.Monday)!;
        Assert.Equal((ParticipantStatus.Replied, 1, null), (last.Status, last.StepIndex, last.DueAt));
    }

    [Fact]
    public void AfterReply_SequenceCompleted_CountsAsReplied()
    {
        var participant = Some.Participant with { Status = ParticipantStatus.Completed, StepIndex = 2, DueAt = null };
        Assert.Equal(ParticipantStatus.Replied, Reply(Some.Plan(First, FollowUp), participant)!.Status);
    }

    [Theory]
    [InlineData(ParticipantStatus.Unsubscribed)]
    [InlineData(ParticipantStatus.Bounced)]
    [InlineData(ParticipantStatus.Stopped)]
    [InlineData(ParticipantStatus.Failed)]
    [InlineData(ParticipantStatus.Replied)]
    public void AfterReply_EndedAlready_ChangesNothing(ParticipantStatus status)
    {
        Assert.Null(Reply(Some.Plan(First, FollowUp), Waiting with { Status = status, DueAt = null }));
        Assert.Null(Reply(Some.Plan(First, FollowUp), Waiting with { Status = status, DueAt = null, StepIndex = 2 }));
    }

    [Theory]
    [InlineData(ParticipantStatus.Pending, true)]
    [InlineData(ParticipantStatus.Replied, true)]
    [InlineData(ParticipantStatus.Completed, true)]
    [InlineData(ParticipantStatus.Stopped, true)]
    [InlineData(ParticipantStatus.Bounced, false)]
    [InlineData(ParticipantStatus.Unsubscribed, false)]
    public void AfterBounce_ByStatus_StopsUnlessSomethingStrongerCame(ParticipantStatus status, bool stops)
    {
        var next = EventTransitions.AfterBounce(Waiting with { Status = status }, "550 no such user", Some.Monday);
        Assert.Equal(stops, next is not null);
        Assert.True(next is null or { Status: ParticipantStatus.Bounced, DueAt: null, Reason.Detail: "550 no such user" });
    }

    [Theory]
    [InlineData(ParticipantStatus.Pending, true)]
    [InlineData(ParticipantStatus.Bounced, true)]
    [InlineData(ParticipantStatus.Completed, true)]
    [InlineData(ParticipantStatus.Unsubscribed, false)]
    public void AfterUnsubscribeAndComplaint_AlwaysStop(ParticipantStatus status, bool stops)
    {
        var participant = Waiting with { Status = status };
        var unsubscribed = EventTransitions.AfterUnsubscribe(participant, Some.Monday);
        var complained = EventTransitions.AfterComplaint(participant, Some.Monday);
        Assert.Equal((stops, stops), (unsubscribed is not null, complained is not null));
        Assert.True(unsubscribed is null or { Status: ParticipantStatus.Unsubscribed, DueAt: null, Reason.Code: ReasonCodes.Unsubscribed });
        Assert.True(complained is null or { Status: ParticipantStatus.Unsubscribed, DueAt: null, Reason.Code: ReasonCodes.Complained });
    }

    private static ParticipantTransition? Reply(SequencePlan plan, Participant participant) =>
        EventTransitions.AfterReply(plan, participant, Some.Contact, [], Some.Monday);
}
