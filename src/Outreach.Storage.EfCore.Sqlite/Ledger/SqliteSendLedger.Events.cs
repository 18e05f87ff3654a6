namespace Outreach.Storage.EfCore.Sqlite;

/// <content>Events from outside.</content>
internal sealed partial class SqliteSendLedger
{
    public async Task<EventOutcome> RecordEventAsync(EventEffects effects, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(effects);
        if (effects is { Transition: not null, Event.ParticipantId: null })
        {
            throw new ArgumentException("A transition needs the event's participant.", nameof(effects));
        }

        try
        {
            var outcome = await database.WriteHotAsync(connection => Record(connection, effects), cancellationToken).ConfigureAwait(false);
            if (effects.Transition is { DueAt: not null })
            {
                await database.AnnounceDueAsync().ConfigureAwait(false);
            }

            return outcome;
        }
        catch (EventNotApplied notApplied)
        {
            return notApplied.Outcome;
        }
    }

    private EventOutcome Record(SqliteHotConnection connection, EventEffects effects)
    {
        var deliveryEvent = effects.Event;
        if (Insert(connection, deliveryEvent) == 0)
        {
            throw new EventNotApplied(EventOutcome.Duplicate);
        }

        if (effects.Transition is { } to)
        {
            var participantId = deliveryEvent.ParticipantId!.Value;
            if (connection.MoveFromOutside
                .Bind(to).Bind(participantId).Bind(deliveryEvent.OrganisationId).Bind(effects.ExpectedEpoch).Run() == 0)
            {
                throw new EventNotApplied(EventOutcome.Conflict);
            }

            CancelDue(connection, participantId, to);
        }

        if (effects.DeliveredAtStep is { } step)
        {
            connection.SetDelivered.Bind(deliveryEvent.ParticipantId!.Value).Bind(deliveryEvent.OrganisationId).Bind((long)step).Run();
        }

        if (effects.ProvesAcceptance && deliveryEvent.SendId is { } sendId)
        {
            ResolveDoubt(connection, sendId, deliveryEvent);
        }

        foreach (var entry in effects.Suppressions)
        {
            connection.Insert(entry);
        }

        Tell(connection, deliveryEvent);
        if (effects.Lead is { } lead)
        {
            Add(connection, lead);
        }

        return EventOutcome.Applied;
    }

    private void ResolveDoubt(SqliteHotConnection connection, Guid sendId, DeliveryEvent deliveryEvent)
    {
        var resolved = connection.ResolveDoubt.Bind(sendId).Bind(deliveryEvent.OrganisationId);
        if (resolved.Read())
        {
            var sequence = resolved.GetLong();
            resolved.Read();
            Tell(connection, sequence, SendState.InDoubt, SendState.Sent, deliveryEvent.At);
        }
    }

    private static int Insert(SqliteHotConnection connection, DeliveryEvent deliveryEvent) => connection.InsertEvent
        .Bind(deliveryEvent.Id)
        .Bind(deliveryEvent.OrganisationId)
        .Bind(deliveryEvent.Key)
        .Bind((long)deliveryEvent.Type)
        .Bind(deliveryEvent.At)
        .Bind(deliveryEvent.SendId)
        .Bind(deliveryEvent.CampaignId)
        .Bind(deliveryEvent.ParticipantId)
        .Bind(deliveryEvent.ContactId)
        .Bind(deliveryEvent.Reply)
        .Bind(deliveryEvent.Detail)
        .Bind((long?)deliveryEvent.Sentiment)
        .Bind(deliveryEvent.MailboxProvider)
        .Run();
}
