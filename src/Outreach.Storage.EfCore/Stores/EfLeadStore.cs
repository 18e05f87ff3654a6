using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Leads in a database.</summary>
internal sealed class EfLeadStore(OutreachDatabase database, EventSubscriptions subscriptions) : ILeadStore
{
    public Task<bool> AddAsync(Lead lead, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return database.WriteAsync(
            async (context, token) =>
            {
                if (await context.Leads.AnyAsync(
                    row => row.Id == lead.Id || (row.CampaignId != null && row.CampaignId == lead.CampaignId && row.ContactId == lead.ContactId), token)
                    .ConfigureAwait(false))
                {
                    return false;
                }

                context.Leads.Add(LeadEntity.From(lead));
                await PlaceAsync(context, lead, token).ConfigureAwait(false);
                context.AddEvent(OutreachEvents.ForLead(lead), subscriptions);
                await context.SaveChangesAsync(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    public Task<Lead?> FindAsync(Guid organisationId, Guid leadId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) => (await context.Leads
            .FirstOrDefaultAsync(row => row.Id == leadId && row.OrganisationId == organisationId, token)
            .ConfigureAwait(false))?.ToLead(),
        cancellationToken);

    public Task<IReadOnlyList<Lead>> ListByContactAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Lead>>(
            async (context, token) =>
            {
                var rows = await context.Leads
                    .Where(row => row.ContactId == contactId && row.OrganisationId == organisationId)
                    .OrderBy(row => row.CreatedAt)
                    .ThenBy(row => row.Id)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToLead())];
            },
            cancellationToken);

    public async IAsyncEnumerable<Lead> ReadAsync(
        Guid organisationId, Guid? campaignId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = Pages.ReadAsync(
            (after, token) => database.ReadAsync(
                (context, t) => context.Leads
                    .Where(row => row.OrganisationId == organisationId && row.Id > after.Value && (campaignId == null || row.CampaignId == campaignId))
                    .OrderBy(row => row.Id)
                    .Take(Pages.Size)
                    .ToListAsync(t),
                token),
            row => row.Id,
            (true, Guid.Empty),
            cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            yield return row.ToLead();
        }
    }

    private static async Task PlaceAsync(OutreachDbContext context, Lead lead, CancellationToken cancellationToken)
    {
        if (lead.PipelineId is { } pipelineId
            && Guid.TryParse(lead.StageId, out var stageId)
            && await context.Pipelines.AnyAsync(row => row.Id == pipelineId && row.OrganisationId == lead.OrganisationId, cancellationToken).ConfigureAwait(false)
            && !await context.PipelinePlaces.AnyAsync(row => row.ContactId == lead.ContactId && row.PipelineId == pipelineId, cancellationToken).ConfigureAwait(false))
        {
            context.PipelinePlaces.Add(new PipelinePlaceEntity { ContactId = lead.ContactId, PipelineId = pipelineId, StageId = stageId });
        }
    }
}
