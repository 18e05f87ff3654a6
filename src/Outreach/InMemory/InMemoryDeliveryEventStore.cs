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

    public Task<CampaignOutcomes> CountOutcomesAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var organisation = database.Organisation(organisationId);
            return Task.FromResult(organisation.Campaigns.GetValueOrDefault(campaignId) is { } campaign ? Count(organisation, campaign) : new CampaignOutcomes());
        }
    }

    private CampaignOutcomes Count(InMemoryOrganisation organisation, CampaignRow campaign)
    {
        var events = organisation.EventsByCampaign.GetValueOrDefault(campaign.Value.Id)?.ById.Values.Where(happened => happened.ParticipantId is not null).ToList() ?? [];
        long Messages(params DeliveryEventType[] types) =>
            events.Where(happened => types.Contains(happened.Type)).Select(happened => happened.SendId ?? happened.ParticipantId).Distinct().LongCount();

        var sends = campaign.SendIds.Select(id => database.Sends[id].Value).Where(send => send.Role == RecipientRole.To).ToList();
        return new CampaignOutcomes
        {
            Refused = sends.LongCount(send => send is { State: SendState.Failed, Failure: FailureKind.RejectedRecipient }),
            CameBack = Messages(DeliveryEventType.HardBounced, DeliveryEventType.SoftBounced),
            Complained = Messages(DeliveryEventType.Complained),
            Opened = Messages(DeliveryEventType.Opened, DeliveryEventType.Clicked),
            AfterUnsubscribe = sends.Where(send => send.State == SendState.Sent && IsAfterUnsubscribe(organisation, send)).Take(CampaignOutcomes.MostAfterUnsubscribe).LongCount(),
        };
    }

    private static bool IsAfterUnsubscribe(InMemoryOrganisation organisation, SendRecord send) =>
        organisation.EventsByContact.TryGetValue(send.ContactId, out var events)
        && events.Exists(happened => happened.Type == DeliveryEventType.Unsubscribed && send.IntentAt > happened.At + CampaignOutcomes.UnsubscribeGrace);

    private InMemoryEvents? Events(Guid organisationId, Guid campaignId) =>
        database.Organisation(organisationId).EventsByCampaign.GetValueOrDefault(campaignId);
}
