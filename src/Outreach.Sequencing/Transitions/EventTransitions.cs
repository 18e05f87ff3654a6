namespace Outreach.Sequencing;

/// <summary>
/// Where a participant goes when something comes from outside: pure functions, with times by the campaign's clock. <see langword="null"/>
/// means that the participant stays as it is. A final status gives way only to a stronger one: unsubscribed and complained before bounced,
/// bounced before all others. Automatic replies and delays change nothing and have no function here.
/// </summary>
public static class EventTransitions
{
    /// <summary>
    /// A person replied. A participant whose next step waits for a reply goes on with it, after the step's delay. One whose next step is to
    /// be sent in spite of a reply (<see cref="StepConditions.StopIfReplied"/> is off) keeps its time. Any other ends.
    /// </summary>
    /// <param name="plan">The participant's sequence.</param>
    /// <param name="participant">The participant.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="sends">The participant's sends: a step whose message is out counts as done, also when its answer is still missing.</param>
    /// <param name="at">When the reply arrived.</param>
    public static ParticipantTransition? AfterReply(
        SequencePlan plan, Participant participant, Contact contact, IReadOnlyList<SendRecord> sends, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(participant);
        ArgumentNullException.ThrowIfNull(sends);
        var replied = new DecisionReason(ReasonCodes.Replied);
        if (participant.Status == ParticipantStatus.Completed || participant.StepIndex >= plan.StepCount)
        {
            return IsStrongerThanReply(participant.Status)
                ? null
                : ParticipantTransitions.End(participant, ParticipantStatus.Replied, replied, at);
        }

        if (ParticipantTransitions.IsFinal(participant.Status))
        {
            return null;
        }

        if (participant is { Status: ParticipantStatus.Replied, DueAt: null })
        {
            return null;
        }

        var current = participant;
        if (IsOut(SequenceDecider.FindSend(sends, plan.StepAt(participant.StepIndex).Id)))
        {
            current = participant with { StepIndex = participant.StepIndex + 1, DueAt = null };
        }

        return current.StepIndex >= plan.StepCount
            ? ParticipantTransitions.End(current, ParticipantStatus.Replied, replied, at)
            : Continue(plan, current, contact, replied, at);
    }

    /// <summary>A message bounced for good.</summary>
    /// <param name="participant">The participant.</param>
    /// <param name="detail">What the mail server said, or <see langword="null"/>.</param>
    /// <param name="at">The time.</param>
    public static ParticipantTransition? AfterBounce(Participant participant, string? detail, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return participant.Status is ParticipantStatus.Unsubscribed or ParticipantStatus.Bounced
            ? null
            : ParticipantTransitions.End(participant, ParticipantStatus.Bounced, new DecisionReason(ReasonCodes.Bounced, detail), at);
    }

    /// <summary>The contact asked not to be written to.</summary>
    public static ParticipantTransition? AfterUnsubscribe(Participant participant, DateTimeOffset at) =>
        Refuse(participant, ReasonCodes.Unsubscribed, at);

    /// <summary>The contact reported a message as spam; the status becomes <see cref="ParticipantStatus.Unsubscribed"/>.</summary>
    public static ParticipantTransition? AfterComplaint(Participant participant, DateTimeOffset at) =>
        Refuse(participant, ReasonCodes.Complained, at);

    private static ParticipantTransition? Refuse(Participant participant, string code, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return participant.Status == ParticipantStatus.Unsubscribed
            ? null
            : ParticipantTransitions.End(participant, ParticipantStatus.Unsubscribed, new DecisionReason(code), at);
    }

    private static ParticipantTransition? Continue(
        SequencePlan plan, Participant participant, Contact contact, DecisionReason reason, DateTimeOffset at)
    {
        var step = plan.StepAt(participant.StepIndex);
        if (step.Trigger == StepTrigger.AfterReply)
        {
            // A second reply before the answer is out does not put the answer off.
            return participant.Status == ParticipantStatus.Replied
                ? null
                : new()
                {
                    Status = ParticipantStatus.Replied,
                    StepIndex = participant.StepIndex,
                    DueAt = plan.DueTime(participant.StepIndex, contact, at),
                    Reason = reason,
                    At = at,
                };
        }

        return step.Conditions.StopIfReplied
            ? ParticipantTransitions.End(participant, ParticipantStatus.Replied, reason, at)
            : new()
            {
                Status = ParticipantStatus.Replied,
                StepIndex = participant.StepIndex,
                DueAt = participant.DueAt ?? plan.DueTime(participant.StepIndex, contact, at),
                Reason = reason,
                At = at,
            };
    }

    private static bool IsStrongerThanReply(ParticipantStatus status) => status is ParticipantStatus.Unsubscribed
        or ParticipantStatus.Bounced or ParticipantStatus.Stopped or ParticipantStatus.Failed or ParticipantStatus.Replied;

    private static bool IsOut(SendRecord? send) => send?.State is SendState.Sending or SendState.Sent or SendState.InDoubt;
}
