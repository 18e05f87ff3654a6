namespace Outreach;

/// <summary>Reads stored delivery events; they are written by <see cref="ISendLedger.RecordEventAsync"/>.</summary>
public interface IDeliveryEventStore
{
    /// <summary>Reads a campaign's events in the order of their ids, a page at a time.</summary>
    IAsyncEnumerable<DeliveryEvent> ReadAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Lists a contact's events, oldest first.</summary>
    Task<IReadOnlyList<DeliveryEvent>> ListByContactAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default);
}
