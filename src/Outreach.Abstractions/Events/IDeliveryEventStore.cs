namespace Outreach;

/// <summary>Reads stored delivery events; they are written by <see cref="ISendLedger.RecordEventAsync"/>.</summary>
public interface IDeliveryEventStore
{
    /// <summary>Reads a campaign's events in the order of their ids, a page at a time.</summary>
    IAsyncEnumerable<DeliveryEvent> ReadAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Lists a contact's events, oldest first.</summary>
    Task<IReadOnlyList<DeliveryEvent>> ListByContactAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default);

    /// <summary>Counts what became of a campaign's messages.</summary>
    /// <returns>The numbers; all zero if there is no such campaign.</returns>
    Task<CampaignOutcomes> CountOutcomesAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);
}
