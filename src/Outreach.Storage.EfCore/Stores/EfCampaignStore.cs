using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Campaigns and their sequences in a database.</summary>
internal sealed class EfCampaignStore(OutreachDatabase database, EventSubscriptions subscriptions) : ICampaignStore
{
    public async Task AddAsync(Campaign campaign, SequenceVersion sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(sequence);
        await database.WriteAsync(
            (context, token) =>
            {
                var row = new CampaignEntity();
                row.Set(campaign);
                context.Campaigns.Add(row);
                context.SequenceVersions.Add(SequenceVersionEntity.From(sequence));
                Tell(context, campaign, before: null);
                return context.SaveChangesAsync(token);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<Campaign?> FindAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) => (await context.Campaigns
            .FirstOrDefaultAsync(row => row.Id == campaignId && row.OrganisationId == organisationId, token)
            .ConfigureAwait(false))?.ToCampaign(),
        cancellationToken);

    public async Task<Campaign?> UpdateAsync(Campaign campaign, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        var updated = await database.WriteAsync((context, token) => ReplaceAsync(context, campaign, token), cancellationToken).ConfigureAwait(false);
        await AnnounceAsync(updated).ConfigureAwait(false);
        return updated;
    }

    public async Task<Campaign?> AddSequenceAsync(Campaign campaign, SequenceVersion sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(sequence);
        var updated = await database.WriteAsync(
            (context, token) =>
            {
                context.SequenceVersions.Add(SequenceVersionEntity.From(sequence));
                return ReplaceAsync(context, campaign, token);
            },
            cancellationToken).ConfigureAwait(false);
        await AnnounceAsync(updated).ConfigureAwait(false);
        return updated;
    }

    public Task<IReadOnlyList<SequenceVersion>> ListSequencesAsync(
        Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SequenceVersion>>(
            async (context, token) =>
            {
                var rows = await context.SequenceVersions
                    .Where(row => row.CampaignId == campaignId && row.OrganisationId == organisationId)
                    .OrderBy(row => row.Number)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToSequence())];
            },
            cancellationToken);

    public Task<bool> DeleteAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (context, token) =>
        {
            var subject = RecommendationSubject.OfCampaign(campaignId);
            await context.Recommendations
                .Where(row => row.OrganisationId == organisationId && row.SubjectKind == subject.Kind && row.SubjectId == subject.Id)
                .ExecuteDeleteAsync(token)
                .ConfigureAwait(false);
            await context.ScheduledAdvice.Where(row => row.OrganisationId == organisationId && row.CampaignId == campaignId).ExecuteDeleteAsync(token).ConfigureAwait(false);
            return await context.Campaigns
                .Where(row => row.Id == campaignId && row.OrganisationId == organisationId)
                .ExecuteDeleteAsync(token)
                .ConfigureAwait(false) > 0;
        },
        cancellationToken);

    public Task<IReadOnlyList<Campaign>> ListActiveAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Campaign>>(
            async (context, token) =>
            {
                var rows = await context.Campaigns.Where(row => row.Status == CampaignStatus.Active).ToListAsync(token).ConfigureAwait(false);
                return [.. rows.Select(row => row.ToCampaign())];
            },
            cancellationToken);

    public Task<IReadOnlyList<Campaign>> ListAsync(
        Guid organisationId, CampaignStatus? status = null, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Campaign>>(
            async (context, token) =>
            {
                var rows = await context.Campaigns
                    .Where(row => row.OrganisationId == organisationId && (status == null || row.Status == status))
                    .OrderByDescending(row => row.CreatedAt)
                    .ThenByDescending(row => row.Id)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToCampaign())];
            },
            cancellationToken);

    public Task<SequenceVersion?> FindSequenceAsync(
        Guid organisationId, Guid sequenceVersionId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) => (await context.SequenceVersions
            .FirstOrDefaultAsync(row => row.Id == sequenceVersionId && row.OrganisationId == organisationId, token)
            .ConfigureAwait(false))?.ToSequence(),
        cancellationToken);

    /// <summary>Replaces a campaign and saves whatever else the context holds with it, if the stored revision is the one given.</summary>
    private async Task<Campaign?> ReplaceAsync(OutreachDbContext context, Campaign campaign, CancellationToken cancellationToken)
    {
        var row = await context.Campaigns.AsTracking()
            .FirstOrDefaultAsync(
                row => row.Id == campaign.Id && row.OrganisationId == campaign.OrganisationId && row.Revision == campaign.Revision, cancellationToken)
            .ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        var stored = campaign with { Revision = campaign.Revision + 1 };
        Tell(context, stored, row.Status);
        row.Set(stored);
        try
        {
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return stored;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    private Task AnnounceAsync(Campaign? updated) => updated is { Status: CampaignStatus.Active } ? database.AnnounceDueAsync() : Task.CompletedTask;

    private void Tell(OutreachDbContext context, Campaign campaign, CampaignStatus? before)
    {
        if (!subscriptions.IsEmpty)
        {
            context.AddEvent(OutreachEvents.ForCampaign(campaign, before, subscriptions.Now), subscriptions);
        }
    }
}
