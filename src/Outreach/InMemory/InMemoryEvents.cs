namespace Outreach;

/// <summary>The events of one campaign in memory.</summary>
internal sealed class InMemoryEvents
{
    public SortedSet<Guid> Ids { get; } = [];

    public Dictionary<Guid, DeliveryEvent> ById { get; } = [];

    public void Add(DeliveryEvent deliveryEvent)
    {
        Ids.Add(deliveryEvent.Id);
        ById.Add(deliveryEvent.Id, deliveryEvent);
    }
}
