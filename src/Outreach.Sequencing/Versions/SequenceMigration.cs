namespace Outreach.Sequencing;

/// <summary>Finds the place of participants who are under way in another version of their sequence (<see cref="InFlightPlan"/>). Pure functions.</summary>
public static class SequenceMigration
{
    /// <summary>
    /// Finds the step that comes next in the new version. <see cref="InFlightPlan.Move"/>: the one after the last step that the participant
    /// is past; if none of those is in the new version, its own next step; if that is gone too, the step at the same place.
    /// <see cref="InFlightPlan.Skip"/>: the same, but behind its own next step.
    /// </summary>
    /// <param name="from">The version that the participant follows.</param>
    /// <param name="to">The new version.</param>
    /// <param name="stepIndex">The participant's next step in <paramref name="from"/>.</param>
    /// <param name="plan">Move or skip.</param>
    /// <returns>The index in <paramref name="to"/>; its number of steps if nothing is left.</returns>
    public static int FindPlace(SequencePlan from, SequencePlan to, int stepIndex, InFlightPlan plan)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var place = -1;
        for (var i = 0; i < Math.Min(stepIndex, from.StepCount); i++)
        {
            place = Math.Max(place, to.IndexOf(from.StepAt(i).Id));
        }

        var own = stepIndex < from.StepCount ? to.IndexOf(from.StepAt(stepIndex).Id) : -1;
        var next = place >= 0 ? place + 1
            : stepIndex == 0 ? 0
            : own >= 0 ? own
            : Math.Min(stepIndex, to.StepCount);
        return plan == InFlightPlan.Skip && own >= next ? own + 1 : next;
    }

    /// <summary>Moves a participant that is under way.</summary>
    /// <param name="from">The version that it follows.</param>
    /// <param name="to">The new version.</param>
    /// <param name="participant">The participant.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="plan">Move or skip.</param>
    /// <param name="at">The time.</param>
    /// <returns>
    /// Where it goes. The step at which it is keeps its time, unless its delay has changed: then that counts from when the step was
    /// scheduled. Another step's delay counts from now.
    /// </returns>
    public static ParticipantTransition Move(
        SequencePlan from, SequencePlan to, Participant participant, Contact contact, InFlightPlan plan, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(participant);
        var place = FindPlace(from, to, participant.StepIndex, plan);
        if (place >= to.StepCount)
        {
            return ParticipantTransitions.AfterCompletion(participant, at) with { StepIndex = to.StepCount };
        }

        var step = to.StepAt(place);
        var isWaiting = step.Trigger == StepTrigger.AfterReply && participant.Status != ParticipantStatus.Replied;
        var reason = new DecisionReason(isWaiting ? ReasonCodes.WaitingForReply : ReasonCodes.SequenceChanged);
        var before = participant.StepIndex < from.StepCount ? from.StepAt(participant.StepIndex) : null;
        if (before?.Id == step.Id && before.Trigger == step.Trigger && participant.DueAt is not null)
        {
            return new() { Status = participant.Status, StepIndex = place, DueAt = KeepTime(to, participant, contact, place, before, at), Reason = reason, At = at };
        }

        var due = isWaiting ? to.ReplyDeadline(place, contact, at) : to.DueTime(place, contact, at);
        return new() { Status = participant.Status, StepIndex = place, DueAt = due, Reason = reason, At = at };
    }

    private static DateTimeOffset? KeepTime(
        SequencePlan to, Participant participant, Contact contact, int place, SequenceStep before, DateTimeOffset at)
    {
        var step = to.StepAt(place);
        var hasJustBeenScheduled = participant.Reason.Code is ReasonCodes.Scheduled or ReasonCodes.Enrolled or ReasonCodes.WaitingForReply;
        if (!hasJustBeenScheduled || (before.Delay == step.Delay && before.ReplyWait == step.ReplyWait))
        {
            return participant.DueAt;
        }

        if (step.Trigger == StepTrigger.AfterReply && participant.Status != ParticipantStatus.Replied)
        {
            return to.ReplyDeadline(place, contact, participant.UpdatedAt);
        }

        var due = to.DueTime(place, contact, participant.UpdatedAt);
        return due >= at ? due : to.NextOpening(place, contact, at) ?? at;
    }
}
