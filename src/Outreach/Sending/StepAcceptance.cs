using Outreach.Sequencing;

namespace Outreach;

/// <summary>Where a participant goes when evidence shows that a step's message was accepted.</summary>
internal static class StepAcceptance
{
    /// <summary>Gets the transition: to the next step, or, where copies are missing, to a worker that sends them first.</summary>
    public static ParticipantTransition After(
        CampaignRuntime runtime, Participant participant, Contact contact, DateTimeOffset acceptedAt, DateTimeOffset now) =>
        runtime.Copies.Count == 0 || participant.Channel != Channel.Email
            ? ParticipantTransitions.AfterAccepted(runtime.Plan, participant, contact, acceptedAt, now)
            : ParticipantTransitions.AfterDefer(
                participant with { Status = ParticipantStatus.Sent, Reason = default }, new DecisionReason(ReasonCodes.CopiesDue), now, now);
}
