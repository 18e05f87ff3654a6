using Microsoft.Extensions.Logging;

namespace Outreach;

/// <summary>Completes campaigns whose every participant is finished.</summary>
internal sealed class CampaignCompletion(
    ICampaignStore campaigns, IParticipantStore participants, TimeProvider time, ILogger<CampaignCompletion> logger)
{
    private readonly HashSet<(Guid Organisation, Guid Campaign)> _touched = [];

    /// <summary>Remembers a campaign one of whose participants has just finished.</summary>
    public void Touch(Guid organisationId, Guid campaignId)
    {
        lock (_touched)
        {
            _touched.Add((organisationId, campaignId));
        }
    }

    public async Task CompleteFinishedAsync(CancellationToken cancellationToken)
    {
        (Guid Organisation, Guid Campaign)[] touched;
        lock (_touched)
        {
            touched = [.. _touched];
            _touched.Clear();
        }

        foreach (var (organisationId, campaignId) in touched)
        {
            if (await participants.CountUnfinishedAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false) == 0)
            {
                await CompleteAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task CompleteAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken)
    {
        // An update that comes in between is met by trying again with what it left.
        while (await campaigns.FindAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false) is { Status: CampaignStatus.Active } campaign)
        {
            var completed = campaign with { Status = CampaignStatus.Completed, CompletedAt = time.GetUtcNow() };
            if (await campaigns.UpdateAsync(completed, cancellationToken).ConfigureAwait(false) is not null)
            {
                Log.CampaignCompleted(logger, campaignId);
                return;
            }
        }
    }
}
