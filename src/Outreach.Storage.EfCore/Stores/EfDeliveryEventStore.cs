using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Delivery events in a database; the ledger writes them.</summary>
internal sealed class EfDeliveryEventStore(OutreachDatabase database) : IDeliveryEventStore
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
}
