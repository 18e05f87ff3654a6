using System.Globalization;

namespace Outreach.Sequencing;

/// <summary>
/// Where a participant goes after a decision or an attempt: pure functions, with times by the campaign's clock. A due time always lies
/// within the schedule's window. Events from outside are in <see cref="EventTransitions"/>.
/// </summary>
public static class ParticipantTransitions
{
    /// <summary>Finds when the first step of a new participant is due.</summary>
    /// <returns>The time; if the sequence starts with a step that waits for a reply, the end of that wait.</returns>
    public static DateTimeOffset FirstDue(SequencePlan plan, Contact contact, DateTimeOffset startedAt)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.StepAt(0).Trigger == StepTrigger.AfterReply ? plan.ReplyDeadline(0, contact, startedAt) : plan.DueTime(0, contact, startedAt);
    }

    /// <summary>A message was accepted, or evidence shows that it was: the next step waits for its time or for a reply.</summary>
    /// <param name="plan">The participant's sequence.</param>
    /// <param name="participant">The participant; its step is the one that was accepted.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="acceptedAt">When the message was accepted; delays count from here.</param>
    /// <param name="at">When the transition happens.</param>
    public static ParticipantTransition AfterAccepted(
        SequencePlan plan, Participant participant, Contact contact, DateTimeOffset acceptedAt, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return Next(plan, participant, contact, ParticipantStatus.Sent, acceptedAt, at, new DecisionReason(ReasonCodes.Scheduled));
    }

    /// <summary>A step was skipped: the delay of the next counts from now.</summary>
    /// <param name="plan">The participant's sequence.</param>
    /// <param name="participant">The participant; its step is the one that is skipped.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="reason">Why, from the decision.</param>
    /// <param name="at">The time.</param>
    public static ParticipantTransition AfterSkip(
        SequencePlan plan, Participant participant, Contact contact, DecisionReason reason, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return Next(plan, participant, contact, participant.Status, at, at, reason);
    }

    /// <summary>A gate or the schedule put the step off.</summary>
    /// <param name="participant">The participant.</param>
    /// <param name="reason">Why.</param>
    /// <param name="until">When to look again; <see langword="null"/> to wait for a reply.</param>
    /// <param name="at">The time.</param>
    public static ParticipantTransition AfterDefer(
        Participant participant, DecisionReason reason, DateTimeOffset? until, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(participant);

        // A decision to hand over again in spite of a doubt outlives being put off.
        return Stay(participant, IsDoubtRetry(participant) ? participant.Reason : reason, until, at);
    }

    /// <summary>The participant ends before the last step.</summary>
    /// <param name="participant">The participant.</param>
    /// <param name="reason">Why; a participant whose status is final already keeps it.</param>
    /// <param name="at">The time.</param>
    public static ParticipantTransition AfterStop(Participant participant, DecisionReason reason, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(participant);
        var status = reason.Code switch
        {
            ReasonCodes.Replied => ParticipantStatus.Replied,
            ReasonCodes.Refused or ReasonCodes.ProcessingFailed => ParticipantStatus.Failed,
            _ => IsFinal(participant.Status) ? participant.Status : ParticipantStatus.Stopped,
        };
        return End(participant, status, reason, at);
    }

    /// <summary>No step is left.</summary>
    public static ParticipantTransition AfterCompletion(Participant participant, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return End(participant, CompletedStatus(participant.Status), new DecisionReason(ReasonCodes.SequenceCompleted), at);
    }

    /// <summary>
    /// A message was definitely refused: it is tried again within the window, or, if the policy has no further attempt, the participant ends
    /// as <see cref="ParticipantStatus.Bounced"/> (the recipient was refused) or <see cref="ParticipantStatus.Failed"/>.
    /// </summary>
    /// <param name="plan">The participant's sequence.</param>
    /// <param name="participant">The participant.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="refusal">How the attempt failed.</param>
    /// <param name="at">The time.</param>
    public static ParticipantTransition AfterRefusal(
        SequencePlan plan, Participant participant, Contact contact, RetryPolicy policy, in Refusal refusal, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(participant);
        ArgumentNullException.ThrowIfNull(policy);
        var step = plan.StepAt(participant.StepIndex);
        var seed = StableSeed.Add(StableSeed.From(participant.ContactId, step.Id, SeedSalt.Retry), (ulong)refusal.Attempt);
        if (policy.NextDelay(refusal.Failure, refusal.Attempt, refusal.RetryAfter, seed) is { } wait)
        {
            var again = Later(at, wait);
            var due = plan.NextOpening(participant.StepIndex, contact, again) ?? again;
            return Stay(participant, new DecisionReason(ReasonCodes.RetryLater, refusal.Detail), due, at);
        }

        return refusal.Failure == FailureKind.RejectedRecipient
            ? End(participant, ParticipantStatus.Bounced, new DecisionReason(ReasonCodes.Bounced, refusal.Detail), at)
            : End(participant, ParticipantStatus.Failed, new DecisionReason(ReasonCodes.Refused, refusal.Detail), at);
    }

    /// <summary>The answer was lost: the participant waits for evidence.</summary>
    /// <param name="participant">The participant.</param>
    /// <param name="until">Until when; at that time the decision stops the participant as in doubt.</param>
    /// <param name="at">The time.</param>
    public static ParticipantTransition AfterDoubt(Participant participant, DateTimeOffset until, DateTimeOffset at) =>
        Stay(participant, new DecisionReason(ReasonCodes.InDoubt, IsDoubtRetry(participant) ? participant.Reason.Detail : null), until, at);

    /// <summary>A message in doubt is handed over again, now.</summary>
    /// <param name="participant">The participant; a final status must have been taken back by whoever decides this.</param>
    /// <param name="since">Since when there has been a doubt; kept in the reason's detail (round-trip format) until the doubt is resolved.</param>
    /// <param name="at">The time.</param>
    public static ParticipantTransition AfterDoubtRetry(Participant participant, DateTimeOffset since, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(participant);
        var first = participant.Reason is { Code: ReasonCodes.InDoubt, Detail: { } detail } ? detail : since.ToString("O", CultureInfo.InvariantCulture);
        return Stay(participant, new DecisionReason(ReasonCodes.DoubtRetry, first), at, at);
    }

    /// <summary>Gets the transition that a decision asks for.</summary>
    /// <param name="decision">The decision; any but <see cref="DecisionKind.Send"/>.</param>
    /// <param name="plan">The participant's sequence.</param>
    /// <param name="participant">The participant.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="at">The time.</param>
    /// <exception cref="ArgumentException">The decision is to send.</exception>
    public static ParticipantTransition Of(
        in Decision decision, SequencePlan plan, Participant participant, Contact contact, DateTimeOffset at) => decision.Kind switch
        {
            DecisionKind.Skip => AfterSkip(plan, participant, contact, decision.Reason, at),
            DecisionKind.Defer => AfterDefer(participant, decision.Reason, decision.Until, at),
            DecisionKind.Stop => AfterStop(participant, decision.Reason, at),
            DecisionKind.Complete => AfterCompletion(participant, at),
            DecisionKind.Advance => AfterAccepted(plan, participant, contact, decision.Until ?? at, at),
            _ => throw new ArgumentException("A step that is sent has a transition only when its outcome is known.", nameof(decision)),
        };

    internal static bool IsFinal(ParticipantStatus status) => status is ParticipantStatus.Bounced or ParticipantStatus.Unsubscribed
        or ParticipantStatus.Stopped or ParticipantStatus.Completed or ParticipantStatus.Failed;

    internal static ParticipantTransition End(Participant participant, ParticipantStatus status, DecisionReason reason, DateTimeOffset at) =>
        new() { Status = status, StepIndex = participant.StepIndex, Reason = reason, At = at };

    internal static ParticipantTransition Next(
        SequencePlan plan,
        Participant participant,
        Contact contact,
        ParticipantStatus status,
        DateTimeOffset from,
        DateTimeOffset at,
        DecisionReason reason)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var next = participant.StepIndex + 1;
        if (next >= plan.StepCount)
        {
            return new()
            {
                Status = CompletedStatus(status),
                StepIndex = plan.StepCount,
                Reason = new DecisionReason(ReasonCodes.SequenceCompleted),
                At = at,
            };
        }

        if (plan.StepAt(next).Trigger == StepTrigger.AfterReply && status != ParticipantStatus.Replied)
        {
            return new()
            {
                Status = status,
                StepIndex = next,
                DueAt = plan.ReplyDeadline(next, contact, from),
                Reason = new DecisionReason(ReasonCodes.WaitingForReply),
                At = at,
            };
        }

        var due = plan.DueTime(next, contact, from);
        if (due < at)
        {
            // Late evidence: the delay is over already.
            due = plan.NextOpening(next, contact, at) ?? at;
        }

        return new() { Status = status, StepIndex = next, DueAt = due, Reason = reason, At = at };
    }

    /// <summary>A contact that has replied counts as such when the sequence ends, too.</summary>
    private static ParticipantStatus CompletedStatus(ParticipantStatus status) =>
        status == ParticipantStatus.Replied ? ParticipantStatus.Replied : ParticipantStatus.Completed;

    private static ParticipantTransition Stay(Participant participant, DecisionReason reason, DateTimeOffset? until, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return new() { Status = participant.Status, StepIndex = participant.StepIndex, DueAt = until, Reason = reason, At = at };
    }

    private static bool IsDoubtRetry(Participant participant) =>
        string.Equals(participant.Reason.Code, ReasonCodes.DoubtRetry, StringComparison.Ordinal);

    private static DateTimeOffset Later(DateTimeOffset at, TimeSpan wait) =>
        at.UtcTicks <= DateTime.MaxValue.Ticks - wait.Ticks ? at + wait : DateTimeOffset.MaxValue;
}
