namespace Outreach.Storage.EfCore;

/// <summary>What becomes of a send, the same in every database.</summary>
internal static class SendOutcomes
{
    /// <returns>The state after an outcome, or <see langword="null"/> if the outcome was recorded before or means nothing any more.</returns>
    public static SendState? StateAfter(SendDisposition disposition, SendState state, bool doubt, bool hasResult) => state switch
    {
        SendState.Sending => disposition switch
        {
            SendDisposition.Accepted => SendState.Sent,
            SendDisposition.Retry when !doubt => SendState.Due,
            SendDisposition.Failed when !doubt => SendState.Failed,
            _ => SendState.InDoubt,
        },

        // The worker was given up, and its answer came after all. Acceptance is evidence; a refusal is kept for people to see, but an
        // earlier attempt may be the one in doubt, so the send stays as it is.
        SendState.InDoubt => disposition == SendDisposition.Accepted ? SendState.Sent : SendState.InDoubt,

        // Evidence was faster than the provider's own answer, which is kept for its message id.
        SendState.Sent when !hasResult && disposition == SendDisposition.Accepted => SendState.Sent,
        _ => null,
    };

    /// <summary>Tells whether another attempt may be made: after a refusal for now, or after a doubt that the worker knows of.</summary>
    public static bool MayBeFollowed(Guid participantId, SendState state, int attempt, SendRecord next) =>
        participantId == next.ParticipantId
        && next.Attempt > attempt
        && (state == SendState.Due || (state == SendState.InDoubt && next.Doubt));

    /// <summary>Tells whether a transition leaves nothing to send to the participant.</summary>
    public static bool Finishes(ParticipantTransition to) => to.DueAt is null && to.Status > ParticipantStatus.Delivered;
}
