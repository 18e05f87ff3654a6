namespace Outreach;

/// <content>Events from outside.</content>
internal sealed partial class InMemorySendLedger
{
    public Task<EventOutcome> RecordEventAsync(EventEffects effects, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(effects);
        if (effects is { Transition: not null, Event.ParticipantId: null })
        {
            throw new ArgumentException("A transition needs the event's participant.", nameof(effects));
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(Record(effects));
        }
    }

    private EventOutcome Record(EventEffects effects)
    {
        var deliveryEvent = effects.Event;
        var organisation = database.Organisation(deliveryEvent.OrganisationId);
        if (organisation.Events.ContainsKey(deliveryEvent.Key))
        {
            return EventOutcome.Duplicate;
        }

        if (effects.Transition is { } transition)
        {
            if (!organisation.Participants.TryGetValue(deliveryEvent.ParticipantId!.Value, out var participant)
                || participant.Value.Epoch != effects.ExpectedEpoch)
            {
                return EventOutcome.Conflict;
            }

            database.Move(participant, transition);
            if (transition.DueAt is not null)
            {
                database.Due.Raise();
            }
        }

        if (effects.DeliveredAtStep is { } step
            && organisation.Participants.TryGetValue(deliveryEvent.ParticipantId!.Value, out var reached)
            && reached.Value.Status == ParticipantStatus.Sent
            && reached.Value.StepIndex == step)
        {
            database.Store(reached, reached.Value with { Status = ParticipantStatus.Delivered }, reached.LeaseOwner, reached.LeaseUntil);
        }

        if (effects.ProvesAcceptance)
        {
            ResolveDoubt(deliveryEvent);
        }

        foreach (var entry in effects.Suppressions)
        {
            database.Organisation(entry.OrganisationId).AddSuppression(entry);
        }

        organisation.Add(deliveryEvent);
        database.Outbox.WriteDelivery(deliveryEvent);
        if (effects.Lead is { } lead)
        {
            database.Add(lead);
        }

        return EventOutcome.Applied;
    }

    private void ResolveDoubt(DeliveryEvent deliveryEvent)
    {
        if (deliveryEvent.SendId is { } sendId
            && database.Sends.TryGetValue(sendId, out var row)
            && row.Value.OrganisationId == deliveryEvent.OrganisationId
            && (row.Value.Doubt || row.Value.State == SendState.Sending))
        {
            var before = row.Value.State;
            database.Store(row, row.Value with { State = SendState.Sent });
            database.Outbox.WriteSend(before, row.Value, deliveryEvent.At);
        }
    }
}
