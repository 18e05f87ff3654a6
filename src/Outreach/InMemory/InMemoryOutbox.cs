namespace Outreach;

/// <summary>The outbox's entries in memory. Whoever uses it holds the database's gate, so that an event is written with what caused it.</summary>
internal sealed class InMemoryOutbox(EventSubscriptions subscriptions)
{
    private readonly Dictionary<(string Subscriber, int Partition), OutboxPartition> _partitions = [];
    private long _lastPosition;

    public IEnumerable<OutboxPartition> All => _partitions.Values;

    public OutboxPartition Partition(string subscriber, int partition)
    {
        if (!_partitions.TryGetValue((subscriber, partition), out var found))
        {
            _partitions.Add((subscriber, partition), found = new OutboxPartition());
        }

        return found;
    }

    public IEnumerable<OutboxPartition> PartitionsOf(string subscriber) =>
        Enumerable.Range(0, OutboxEntry.Partitions).Select(partition => Partition(subscriber, partition));

    /// <returns>How many entries were written.</returns>
    public int Write(OutreachEvent? outreachEvent)
    {
        if (outreachEvent is null)
        {
            return 0;
        }

        var subscribers = subscriptions.SubscribersOf(outreachEvent.Type);
        foreach (var subscriber in subscribers)
        {
            var entry = new OutboxEntry { Position = ++_lastPosition, Subscriber = subscriber, Event = outreachEvent };
            Partition(subscriber, OutboxEntry.PartitionOf(outreachEvent.Subject)).Rows.Add(entry.Position, new OutboxRow(entry));
        }

        return subscribers.Count;
    }

    public void WriteCampaign(Campaign campaign, CampaignStatus? before)
    {
        if (!subscriptions.IsEmpty)
        {
            Write(OutreachEvents.ForCampaign(campaign, before, subscriptions.Now));
        }
    }

    public void WriteSend(SendState before, SendRecord send, DateTimeOffset at)
    {
        if (OutreachEvents.TypeOf(before, send.State) is { } type && subscriptions.Include(type))
        {
            Write(OutreachEvents.ForSend(send, type, at));
        }
    }

    public void WriteDelivery(DeliveryEvent deliveryEvent)
    {
        if (subscriptions.Include(OutreachEvents.TypeOf(deliveryEvent.Type)))
        {
            Write(OutreachEvents.ForDelivery(deliveryEvent));
        }
    }
}
