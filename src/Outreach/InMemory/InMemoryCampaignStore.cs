namespace Outreach;

/// <summary>Campaigns and their sequences in memory.</summary>
internal sealed class InMemoryCampaignStore(InMemoryDatabase database) : ICampaignStore
{
    public Task AddAsync(Campaign campaign, SequenceVersion sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(sequence);
        cancellationToken.ThrowIfCancellationRequested();
        var row = new CampaignRow(Copy(campaign));
        lock (database.Gate)
        {
            var organisation = database.Organisation(campaign.OrganisationId);
            database.Campaigns.Add(campaign.Id, row);
            organisation.Campaigns.Add(campaign.Id, row);
            organisation.Sequences.Add(sequence.Id, sequence with { Steps = [.. sequence.Steps] });
            database.Outbox.WriteCampaign(row.Value, before: null);
        }

        return Task.CompletedTask;
    }

    public Task<Campaign?> FindAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Organisation(organisationId).Campaigns.GetValueOrDefault(campaignId)?.Value);
        }
    }

    public Task<Campaign?> UpdateAsync(Campaign campaign, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var row = database.Organisation(campaign.OrganisationId).Campaigns.GetValueOrDefault(campaign.Id);
            if (row is null || row.Value.Revision != campaign.Revision)
            {
                return Task.FromResult<Campaign?>(null);
            }

            return Task.FromResult<Campaign?>(Replace(row, campaign));
        }
    }

    public Task<Campaign?> AddSequenceAsync(Campaign campaign, SequenceVersion sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(sequence);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var organisation = database.Organisation(campaign.OrganisationId);
            var row = organisation.Campaigns.GetValueOrDefault(campaign.Id);
            if (row is null || row.Value.Revision != campaign.Revision)
            {
                return Task.FromResult<Campaign?>(null);
            }

            organisation.Sequences.Add(sequence.Id, sequence with { Steps = [.. sequence.Steps] });
            return Task.FromResult<Campaign?>(Replace(row, campaign));
        }
    }

    public Task<IReadOnlyList<SequenceVersion>> ListSequencesAsync(
        Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var sequences = database.Organisation(organisationId).Sequences.Values;
            return Task.FromResult<IReadOnlyList<SequenceVersion>>(
                [.. sequences.Where(sequence => sequence.CampaignId == campaignId).OrderBy(sequence => sequence.Number)]);
        }
    }

    public Task<bool> DeleteAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var organisation = database.Organisation(organisationId);
            if (!organisation.Campaigns.Remove(campaignId, out var row))
            {
                return Task.FromResult(false);
            }

            database.Campaigns.Remove(campaignId);
            organisation.ScheduledAdvice.Remove(campaignId);
            foreach (var key in organisation.Recommendations.Keys.Where(key => key.Subject == RecommendationSubject.OfCampaign(campaignId)).ToList())
            {
                organisation.Recommendations.Remove(key);
            }

            foreach (var id in organisation.Sequences.Values.Where(s => s.CampaignId == campaignId).Select(s => s.Id).ToList())
            {
                organisation.Sequences.Remove(id);
            }

            foreach (var id in row.ParticipantIds.ToList())
            {
                database.Remove(organisation.Participants[id]);
            }

            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<Campaign>> ListActiveAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<Campaign>>(
                [.. database.Campaigns.Values.Select(row => row.Value).Where(campaign => campaign.Status == CampaignStatus.Active)]);
        }
    }

    public Task<IReadOnlyList<Campaign>> ListAsync(
        Guid organisationId, CampaignStatus? status = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<Campaign>>(
            [
                .. database.Organisation(organisationId).Campaigns.Values
                    .Select(row => row.Value)
                    .Where(campaign => status is null || campaign.Status == status)
                    .OrderByDescending(campaign => campaign.CreatedAt)
                    .ThenByDescending(campaign => campaign.Id),
            ]);
        }
    }

    public Task<SequenceVersion?> FindSequenceAsync(
        Guid organisationId, Guid sequenceVersionId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Organisation(organisationId).Sequences.GetValueOrDefault(sequenceVersionId));
        }
    }

    private Campaign Replace(CampaignRow row, Campaign campaign)
    {
        var before = row.Value.Status;
        row.Value = Copy(campaign) with { Revision = campaign.Revision + 1 };
        if (campaign.Status == CampaignStatus.Active)
        {
            database.Due.Raise();
        }

        database.Outbox.WriteCampaign(row.Value, before);
        return row.Value;
    }

    private static Campaign Copy(Campaign campaign) => campaign with { SenderAccountIds = [.. campaign.SenderAccountIds] };
}
