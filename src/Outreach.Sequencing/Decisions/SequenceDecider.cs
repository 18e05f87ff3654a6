namespace Outreach.Sequencing;

/// <summary>
/// Decides what is done about a due participant: a pure function, without a clock, without I/O and without allocations. The same input
/// always gives the same answer.
/// </summary>
public static class SequenceDecider
{
    /// <summary>
    /// Decides. The rules are tried in this order: suppression and final statuses; no step left; what became of earlier attempts of the
    /// step; no address; replies; the schedule's window; the step's conditions, which count at the time at which the step would be sent. A
    /// step that asks for the sentiment of a reply waits while that may still become known.
    /// </summary>
    public static Decision Decide(in DecisionInput input)
    {
        var participant = input.Participant;
        var index = participant.StepIndex;
        if (input.IsSuppressed)
        {
            return Stop(index, new DecisionReason(ReasonCodes.Suppressed));
        }

        if (FinalReason(participant) is { } final)
        {
            return Stop(index, final);
        }

        if (index >= input.Plan.StepCount || index < 0)
        {
            return Answer(DecisionKind.Complete, index, ReasonCodes.SequenceCompleted);
        }

        var step = input.Plan.StepAt(index);
        var earlier = FindSend(input.Sends, step.Id);
        if (earlier is not null && DecideByEarlier(earlier, participant, index) is { } decided)
        {
            return decided;
        }

        if (input.Contact.AddressOn(participant.Channel) is null)
        {
            return Answer(DecisionKind.Stop, index, ReasonCodes.NoAddress);
        }

        return DecideByReply(participant, step, index, input.Now) ?? DecideByWindow(input, index) ?? DecideByConditions(input, step, index)
            ?? Answer(DecisionKind.Send, index, ReasonCodes.Due) with { VariantIndex = VariantOf(input, step, index, earlier) };
    }

    /// <summary>Finds the send of a step to the contact itself.</summary>
    /// <returns>The send, or <see langword="null"/>.</returns>
    internal static SendRecord? FindSend(IReadOnlyList<SendRecord> sends, Guid stepId)
    {
        for (var i = sends.Count - 1; i >= 0; i--)
        {
            if (sends[i].StepId == stepId && sends[i].Role == RecipientRole.To)
            {
                return sends[i];
            }
        }

        return null;
    }

    private static DecisionReason? FinalReason(Participant participant) => participant.Status switch
    {
        ParticipantStatus.Unsubscribed => ReasonOr(participant, ReasonCodes.Unsubscribed),
        ParticipantStatus.Bounced => ReasonOr(participant, ReasonCodes.Bounced),
        ParticipantStatus.Stopped => ReasonOr(participant, ReasonCodes.CampaignStopped),
        ParticipantStatus.Completed => ReasonOr(participant, ReasonCodes.SequenceCompleted),
        ParticipantStatus.Failed => ReasonOr(participant, ReasonCodes.Refused),
        _ => null,
    };

    private static DecisionReason ReasonOr(Participant participant, string code) =>
        string.IsNullOrEmpty(participant.Reason.Code) ? new DecisionReason(code) : participant.Reason;

    private static Decision? DecideByEarlier(SendRecord send, Participant participant, int index) => send.State switch
    {
        SendState.Sent => Answer(DecisionKind.Advance, index, ReasonCodes.Scheduled) with { Until = send.ResultAt ?? send.IntentAt },

        // Somebody who may do so has decided to hand it over again.
        SendState.InDoubt when string.Equals(participant.Reason.Code, ReasonCodes.DoubtRetry, StringComparison.Ordinal) => null,

        // A participant with such a send becomes due only when its wait for evidence is over.
        SendState.InDoubt or SendState.Sending => Answer(DecisionKind.Stop, index, ReasonCodes.InDoubt),
        SendState.Failed => Answer(DecisionKind.Stop, index, ReasonCodes.Refused),
        SendState.Cancelled => Stop(index, ReasonOr(participant, ReasonCodes.CampaignStopped)),
        _ => null,
    };

    private static Decision? DecideByReply(Participant participant, SequenceStep step, int index, DateTimeOffset now)
    {
        var replied = participant.Status == ParticipantStatus.Replied;
        if (step.Trigger == StepTrigger.AfterReply)
        {
            return replied ? null

                // Such a participant is due at the end of its wait.
                : participant.DueAt <= now ? Answer(DecisionKind.Skip, index, ReasonCodes.NoReply)
                : Answer(DecisionKind.Defer, index, ReasonCodes.WaitingForReply) with { Until = participant.DueAt };
        }

        return replied && step.Conditions.StopIfReplied ? Answer(DecisionKind.Stop, index, ReasonCodes.Replied) : null;
    }

    private static Decision? DecideByWindow(in DecisionInput input, int index)
    {
        var opening = input.Plan.NextOpening(index, input.Contact, input.Now);
        if (opening is null)
        {
            return Stop(index, new DecisionReason(ReasonCodes.OutsideWindow, "The schedule's window never opens."));
        }

        return opening > input.Now ? Answer(DecisionKind.Defer, index, ReasonCodes.OutsideWindow) with { Until = opening } : null;
    }

    private static Decision? DecideByConditions(in DecisionInput input, SequenceStep step, int index)
    {
        var facts = input.Facts ?? ParticipantFacts.None;
        if (step.Conditions.ReplySentiment is { Count: > 0 } && facts.SentimentAwaitedUntil > input.Now)
        {
            return Answer(DecisionKind.Defer, index, ReasonCodes.WaitingForSentiment) with { Until = facts.SentimentAwaitedUntil };
        }

        return ConditionEvaluator.FindFailure(step.Conditions, input.Contact, facts, input.Plan) is { } failure
            ? Answer(DecisionKind.Skip, index, ReasonCodes.ConditionsNotMet) with
            {
                Reason = new DecisionReason(ReasonCodes.ConditionsNotMet, failure),
            }
            : null;
    }

    /// <summary>A further attempt keeps the variant of the first, which the ledger has recorded.</summary>
    private static int VariantOf(in DecisionInput input, SequenceStep step, int index, SendRecord? earlier)
    {
        for (var i = 0; earlier is not null && i < step.Variants.Count; i++)
        {
            if (step.Variants[i].Id == earlier.VariantId)
            {
                return i;
            }
        }

        return input.Plan.VariantFor(index, input.Participant);
    }

    private static Decision Stop(int index, DecisionReason reason) =>
        new() { Kind = DecisionKind.Stop, StepIndex = index, Reason = reason };

    private static Decision Answer(DecisionKind kind, int index, string code) =>
        new() { Kind = kind, StepIndex = index, Reason = new DecisionReason(code) };
}
