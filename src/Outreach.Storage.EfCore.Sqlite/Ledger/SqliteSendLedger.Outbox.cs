namespace Outreach.Storage.EfCore.Sqlite;

/// <content>Events, written in the transaction that causes them. Where nobody is subscribed, nothing is read or written for them.</content>
internal sealed partial class SqliteSendLedger
{
    private void Tell(SqliteHotConnection connection, long sequence, SendState before, SendState after, DateTimeOffset at)
    {
        if (subscriptions.IsEmpty || OutreachEvents.TypeOf(before, after) is not { } type || !subscriptions.Include(type))
        {
            return;
        }

        var row = connection.ReadSend.Bind(sequence);
        row.Read();
        var send = row.ReadSend();
        row.Begin();
        Write(connection, OutreachEvents.ForSend(send, type, at));
    }

    private void Tell(SqliteHotConnection connection, DeliveryEvent deliveryEvent)
    {
        if (!subscriptions.IsEmpty && subscriptions.Include(OutreachEvents.TypeOf(deliveryEvent.Type)))
        {
            Write(connection, OutreachEvents.ForDelivery(deliveryEvent));
        }
    }

    private void Write(SqliteHotConnection connection, OutreachEvent value)
    {
        foreach (var subscriber in subscriptions.SubscribersOf(value.Type))
        {
            connection.InsertOutbox
                .Bind(subscriber)
                .Bind(OutboxEntry.PartitionOf(value.Subject))
                .Bind(value.Id)
                .Bind(value.OrganisationId)
                .Bind(value.Type)
                .Bind(value.At)
                .Bind(value.Subject)
                .Bind(value.Data)
                .Run();
        }
    }
}
