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

    /// <summary>
    /// Stores the sentiment of a reply (<see cref="DeliveryEventType.Replied"/>) that has none yet, and tells of it
    /// (<see cref="EventTypes.ReplyClassified"/>). The first sentiment stays; a person who was erased gets none.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="key">The reply's <see cref="DeliveryEvent.Key"/>.</param>
    /// <param name="sentiment">The sentiment.</param>
    /// <param name="at">When it became known.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it was stored.</returns>
    Task<bool> SetSentimentAsync(
        Guid organisationId, string key, ReplySentiment sentiment, DateTimeOffset at, CancellationToken cancellationToken = default);
}
