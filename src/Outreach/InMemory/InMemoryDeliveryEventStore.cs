namespace Outreach;

/// <summary>Delivery events in memory; <see cref="InMemorySendLedger"/> writes them.</summary>
internal sealed class InMemoryDeliveryEventStore(InMemoryDatabase database) : IDeliveryEventStore
{
    public IAsyncEnumerable<DeliveryEvent> ReadAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        InMemoryPages.ReadAsync(
            database.Gate,
            () => Events(organisationId, campaignId)?.Ids,
            id => Events(organisationId, campaignId)?.ById[id],
            (false, Guid.Empty),
            cancellationToken);

    public Task<IReadOnlyList<DeliveryEvent>> ListByContactAsync(
        Guid organisationId, Guid contactId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var events = database.Organisation(organisationId).EventsByContact.GetValueOrDefault(contactId) ?? [];
            return Task.FromResult<IReadOnlyList<DeliveryEvent>>([.. events.OrderBy(e => e.At).ThenBy(e => e.Id)]);
        }
    }

    public Task<bool> SetSentimentAsync(
        Guid organisationId, string key, ReplySentiment sentiment, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var organisation = database.Organisation(organisationId);

            // The words of an erased person are gone.
            if (organisation.Events.GetValueOrDefault(key) is not { Type: DeliveryEventType.Replied, Sentiment: null, Detail: not null } reply)
            {
                return Task.FromResult(false);
            }

            var judged = reply with { Sentiment = sentiment };
            organisation.Replace(judged);
            database.Outbox.Write(OutreachEvents.ForSentiment(judged, at));
            return Task.FromResult(true);
        }
    }

    private InMemoryEvents? Events(Guid organisationId, Guid campaignId) =>
        database.Organisation(organisationId).EventsByCampaign.GetValueOrDefault(campaignId);
}
