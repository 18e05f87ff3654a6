using Outreach.Sequencing;

namespace Outreach;

/// <summary>What follows from a hand-over: for the send, for the participant, and for the counts.</summary>
/// <param name="Disposition">For the send.</param>
/// <param name="Transition">For the participant.</param>
/// <param name="Kind">For the counts.</param>
internal readonly record struct SendOutcome(SendDisposition Disposition, ParticipantTransition Transition, SendProgressKind Kind)
{
    public static SendOutcome Of(
        SequencePlan plan, LeasedParticipant leased, AttemptId attempt, HandOverResult result, DateTimeOffset now, TimeSpan inDoubtWait)
    {
        var participant = leased.Participant;
        if (result.IsAccepted)
        {
            var accepted = ParticipantTransitions.AfterAccepted(plan, participant, leased.Contact, now, now);
            return new SendOutcome(SendDisposition.Accepted, accepted, SendProgressKind.Sent);
        }

        // Doubt is sticky: a refusal now proves nothing about an earlier attempt that may have been accepted.
        if (result.Phase == HandOverPhase.HandedOver || WasEverInDoubt(leased, attempt.SendId))
        {
            var waiting = ParticipantTransitions.AfterDoubt(participant, now + inDoubtWait, now);
            return new SendOutcome(SendDisposition.InDoubt, waiting, SendProgressKind.InDoubt);
        }

        var refusal = new Refusal
        {
            Failure = result.Failure ?? FailureKind.Transient,
            Attempt = attempt.Number,
            RetryAfter = result.RetryAfter,
            Detail = result.Reply?.Text,
        };
        var refused = ParticipantTransitions.AfterRefusal(plan, participant, leased.Contact, RetryPolicy.Default, refusal, now);
        return refused.Status is ParticipantStatus.Failed or ParticipantStatus.Bounced
            ? new SendOutcome(SendDisposition.Failed, refused, SendProgressKind.Failed)
            : new SendOutcome(SendDisposition.Retry, refused, SendProgressKind.Retried);
    }

    private static bool WasEverInDoubt(LeasedParticipant leased, Guid sendId)
    {
        foreach (var send in leased.Sends)
        {
            if (send.Id == sendId)
            {
                return send.Doubt;
            }
        }

        return false;
    }
}
