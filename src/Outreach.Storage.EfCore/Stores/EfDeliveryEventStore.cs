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
}
