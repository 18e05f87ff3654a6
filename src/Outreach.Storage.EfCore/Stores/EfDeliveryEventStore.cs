using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Delivery events in a database; the ledger writes them.</summary>
internal sealed class EfDeliveryEventStore(OutreachDatabase database, EventSubscriptions subscriptions) : IDeliveryEventStore
{
    public async IAsyncEnumerable<DeliveryEvent> ReadAsync(
        Guid organisationId, Guid campaignId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = Pages.ReadAsync(
            (after, token) => database.ReadAsync(
                (context, t) => context.DeliveryEvents
                    .Where(row => row.CampaignId == campaignId && row.Id > after.Value && row.OrganisationId == organisationId)
                    .OrderBy(row => row.Id)
                    .Take(Pages.Size)
                    .ToListAsync(t),
                token),
            row => row.Id,
            (true, Guid.Empty),
            cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            yield return row.ToEvent();
        }
    }

    public Task<IReadOnlyList<DeliveryEvent>> ListByContactAsync(
        Guid organisationId, Guid contactId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<DeliveryEvent>>(
            async (context, token) =>
            {
                var rows = await context.DeliveryEvents
                    .Where(row => row.ContactId == contactId && row.OrganisationId == organisationId)
                    .OrderBy(row => row.At)
                    .ThenBy(row => row.Id)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToEvent())];
            },
            cancellationToken);

    public Task<bool> SetSentimentAsync(
        Guid organisationId, string key, ReplySentiment sentiment, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return database.WriteAsync(
            async (context, token) =>
            {
                var reply = context.DeliveryEvents.Where(row => row.OrganisationId == organisationId && row.Key == key);

                // The words of an erased person are gone.
                var stored = await reply
                    .Where(row => row.Type == DeliveryEventType.Replied && row.Sentiment == null && row.Detail != null)
                    .ExecuteUpdateAsync(row => row.SetProperty(r => r.Sentiment, sentiment), token)
                    .ConfigureAwait(false);
                if (stored > 0 && subscriptions.Include(EventTypes.ReplyClassified))
                {
                    context.AddEvent(OutreachEvents.ForSentiment((await reply.SingleAsync(token).ConfigureAwait(false)).ToEvent(), at), subscriptions);
                    await context.SaveChangesAsync(token).ConfigureAwait(false);
                }

                return stored > 0;
            },
            cancellationToken);
    }

    public Task<CampaignOutcomes> CountOutcomesAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) =>
        {
            // Events about copies name no participant.
            var counts = await context.DeliveryEvents
                .Where(row => row.CampaignId == campaignId && row.OrganisationId == organisationId && row.ParticipantId != null)
                .GroupBy(row => row.Type == DeliveryEventType.HardBounced || row.Type == DeliveryEventType.SoftBounced ? DeliveryEventType.HardBounced
                    : row.Type == DeliveryEventType.Opened || row.Type == DeliveryEventType.Clicked ? DeliveryEventType.Opened
                    : row.Type)
                .Select(group => new { group.Key, Count = group.Select(row => row.SendId ?? row.ParticipantId).Distinct().Count() })
                .ToDictionaryAsync(group => group.Key, group => group.Count, token)
                .ConfigureAwait(false);
            return new CampaignOutcomes
            {
                // "Not sent" is implied, and lets the databases use the small index of those that are not.
                Refused = await context.Sends
                    .LongCountAsync(
                        row => row.State == SendState.Failed && row.State != SendState.Sent && row.CampaignId == campaignId && row.OrganisationId == organisationId
                            && row.Role == RecipientRole.To && row.Failure == FailureKind.RejectedRecipient,
                        token)
                    .ConfigureAwait(false),
                CameBack = counts.GetValueOrDefault(DeliveryEventType.HardBounced),
                Complained = counts.GetValueOrDefault(DeliveryEventType.Complained),
                Opened = counts.GetValueOrDefault(DeliveryEventType.Opened),
                AfterUnsubscribe = await CountAfterUnsubscribeAsync(context, organisationId, campaignId, token).ConfigureAwait(false),
            };
        },
        cancellationToken);

    /// <summary>Goes from those who have unsubscribed to their messages: they are few, and most of them got none of the campaign.</summary>
    private static async Task<long> CountAfterUnsubscribeAsync(OutreachDbContext context, Guid organisationId, Guid campaignId, CancellationToken cancellationToken)
    {
        var later = await (
                from happened in context.DeliveryEvents
                join participant in context.Participants on happened.ContactId equals participant.ContactId
                join send in context.Sends on participant.Id equals send.ParticipantId
                where happened.Type == DeliveryEventType.Unsubscribed && happened.OrganisationId == organisationId && happened.ContactId != null
                    && participant.CampaignId == campaignId && send.State == SendState.Sent && send.Role == RecipientRole.To && send.IntentAt > happened.At
                select new { send.Id, send.IntentAt, happened.At })
            .Take(CampaignOutcomes.MostAfterUnsubscribe)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return later.Where(pair => pair.IntentAt > pair.At + CampaignOutcomes.UnsubscribeGrace).Select(pair => pair.Id).Distinct().LongCount();
    }
}
