using Outreach.Sequencing;

namespace Outreach;

/// <summary>Decides where a participant goes when something happened to one of its messages, and records it, whatever workers do meanwhile.</summary>
internal sealed class EventReactions(
    ISendLedger ledger,
    IParticipantStore participants,
    IContactStore contacts,
    CampaignRuntimeCache runtimes,
    CampaignCompletion completion,
    ReputationEvents reputation,
    TimeProvider time)
{
    private const int RecentSends = 100;

    /// <summary>Records an event with all that follows from it, deciding again for as long as the participant changes in between.</summary>
    /// <param name="participantId">The participant that it is about, or <see langword="null"/>.</param>
    /// <param name="send">The send that it proves to have arrived, or <see langword="null"/>.</param>
    /// <param name="effects">The event; transition and epoch are filled in here.</param>
    /// <param name="movesParticipant">Whether the participant may move.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What became of the event, and whether the participant moved.</returns>
    public async Task<(EventOutcome Outcome, bool HasMoved)> RecordAsync(
        Guid? participantId, SendRecord? send, EventEffects effects, bool movesParticipant, CancellationToken cancellationToken)
    {
        var contact = effects.Event.ContactId is { } contactId
            ? await contacts.FindAsync(effects.Event.OrganisationId, contactId, cancellationToken).ConfigureAwait(false)
            : null;
        effects = ErasedPerson.Strip(effects, contact);
        while (true)
        {
            var participant = participantId is { } id
                ? await participants.FindAsync(effects.Event.OrganisationId, id, cancellationToken).ConfigureAwait(false)
                : null;
            var transition = participant is null || !movesParticipant
                ? null
                : await MoveAsync(effects.Event, participant, send, cancellationToken).ConfigureAwait(false);
            var complete = effects with
            {
                ExpectedEpoch = participant?.Epoch ?? 0,
                Transition = transition,
                DeliveredAtStep = transition is null && participant is not null && await IsLatestDeliveredAsync(effects.Event, participant, cancellationToken).ConfigureAwait(false)
                    ? participant.StepIndex
                    : null,
            };
            var isReply = movesParticipant && effects.Event.Type == DeliveryEventType.Replied;
            if (participant is not null && (isReply || effects.ProvesAcceptance))
            {
                complete = CampaignLeads.With(complete, await runtimes.FindAsync(participant, cancellationToken).ConfigureAwait(false), isReply);
            }

            var outcome = await ledger.RecordEventAsync(complete, cancellationToken).ConfigureAwait(false);
            if (outcome == EventOutcome.Conflict)
            {
                // A worker or another event moved the participant in between: decide again on what it is now.
                continue;
            }

            if (outcome == EventOutcome.Applied)
            {
                await reputation.ObserveAsync(effects.Event, cancellationToken).ConfigureAwait(false);
            }

            if (outcome == EventOutcome.Applied && transition is { DueAt: null })
            {
                completion.Touch(participant!.OrganisationId, participant.CampaignId);
                await completion.CompleteFinishedAsync(cancellationToken).ConfigureAwait(false);
            }

            return (outcome, outcome == EventOutcome.Applied && transition is not null);
        }
    }

    /// <summary>Tells whether the event shows that the participant's latest message has reached the mailbox provider.</summary>
    private async Task<bool> IsLatestDeliveredAsync(DeliveryEvent happened, Participant participant, CancellationToken cancellationToken)
    {
        if (happened is not { Type: DeliveryEventType.Delivered, SendId: { } sendId } || participant.Status != ParticipantStatus.Sent)
        {
            return false;
        }

        var sends = await ledger.ListSendsByContactAsync(participant.OrganisationId, participant.ContactId, RecentSends, cancellationToken).ConfigureAwait(false);
        return sends.FirstOrDefault(send => send.ParticipantId == participant.Id && send.Role == RecipientRole.To)?.Id == sendId;
    }

    private async Task<ParticipantTransition?> MoveAsync(
        DeliveryEvent happened, Participant participant, SendRecord? send, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (happened.Type)
        {
            case DeliveryEventType.HardBounced or DeliveryEventType.SoftBounced:
                return EventTransitions.AfterBounce(participant, happened.Reply?.Text, now);
            case DeliveryEventType.Unsubscribed:
                return EventTransitions.AfterUnsubscribe(participant, now);
            case DeliveryEventType.Complained:
                return EventTransitions.AfterComplaint(participant, now);
        }

        var runtime = await runtimes.FindAsync(participant, cancellationToken).ConfigureAwait(false);
        var contact = await contacts.FindAsync(participant.OrganisationId, participant.ContactId, cancellationToken).ConfigureAwait(false);
        if (runtime is null || contact is null)
        {
            return null;
        }

        if (happened.Type == DeliveryEventType.Replied)
        {
            var sends = await ledger.ListSendsByContactAsync(participant.OrganisationId, contact.Id, RecentSends, cancellationToken).ConfigureAwait(false);
            SendRecord[] own = [.. sends.Where(candidate => candidate.ParticipantId == participant.Id).Reverse()];
            return EventTransitions.AfterReply(runtime.Plan, participant, contact, own, now);
        }

        // Any other sign of life proves that a message in doubt arrived: the participant need not wait for its time to run out.
        return send is { State: SendState.InDoubt, Role: RecipientRole.To }
            && !participant.IsFinished
            && participant.StepIndex < runtime.Plan.StepCount
            && runtime.Plan.StepAt(participant.StepIndex).Id == send.StepId
                ? StepAcceptance.After(runtime, participant, contact, send.IntentAt, now)
                : null;
    }
}
