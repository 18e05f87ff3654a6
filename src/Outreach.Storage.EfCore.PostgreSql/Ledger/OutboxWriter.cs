using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Writes events in the transaction that causes them. Where nobody is subscribed, nothing is read or written for them.</summary>
internal sealed class OutboxWriter(EventSubscriptions subscriptions)
{
    /// <returns>The type of the event of a change, or <see langword="null"/> if nobody wants it.</returns>
    public string? TypeOf(SendState before, SendState after) =>
        !subscriptions.IsEmpty && OutreachEvents.TypeOf(before, after) is { } type && subscriptions.Include(type) ? type : null;

    /// <summary>Makes the event of a delivery event, if somebody wants it.</summary>
    public OutreachEvent? EventOf(DeliveryEvent deliveryEvent) =>
        !subscriptions.IsEmpty && subscriptions.Include(OutreachEvents.TypeOf(deliveryEvent.Type)) ? OutreachEvents.ForDelivery(deliveryEvent) : null;

    /// <summary>Makes the events of changes that this transaction has written.</summary>
    public static async Task<List<OutreachEvent>> ReadAsync(NpgsqlConnection connection, IReadOnlyList<SendChange> changes)
    {
        var sends = new Dictionary<Guid, SendRecord>();
        var command = new NpgsqlCommand(LedgerSql.ReadSendsById, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(changes, change => change.SendId);
            var row = await command.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    var send = row.ReadSend();
                    sends.Add(send.Id, send);
                }
            }
        }

        return [.. changes.Select(change => OutreachEvents.ForSend(sends[change.SendId], change.Type, change.At))];
    }

    /// <summary>Adds a row for each event and subscriber.</summary>
    public void Add(Statements statements, IEnumerable<OutreachEvent> events)
    {
        var rows = RowsOf(events);
        if (rows.Count > 0)
        {
            statements.Add(LedgerSql.InsertOutbox)
                .Add(rows, row => row.Subscriber)
                .Add(rows, row => OutboxEntry.PartitionOf(row.Event.Subject))
                .Add(rows, row => row.Event.Id)
                .Add(rows, row => row.Event.OrganisationId)
                .Add(rows, row => row.Event.Type)
                .Add(rows, row => row.Event.At)
                .Add(rows, row => row.Event.Subject)
                .Add(rows, row => row.Event.Data);
        }
    }

    /// <summary>Gets who is told of which event.</summary>
    public IReadOnlyList<(string Subscriber, OutreachEvent Event)> RowsOf(IEnumerable<OutreachEvent> events) =>
        [.. events.SelectMany(value => subscriptions.SubscribersOf(value.Type).Select(subscriber => (subscriber, value)))];
}
