using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Outreach;

/// <summary>Completes campaigns whose every participant is finished.</summary>
internal sealed class CampaignCompletion(
    ICampaignStore campaigns,
    IParticipantStore participants,
    ITriggerStore triggers,
    TimeProvider time,
    [FromKeyedServices(LeaseClock.ServiceKey)] TimeProvider realTime,
    ILogger<CampaignCompletion> logger)
{
    private static readonly TimeSpan LookAtAllEvery = TimeSpan.FromMinutes(1);

    private readonly HashSet<(Guid Organisation, Guid Campaign)> _touched = [];
    private long? _lookedAtAll;

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
        await TouchAllAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>
    /// Finds campaigns whose end nobody here has seen: another process may have died, or had no worker, when their last participant
    /// finished, and an audience may have been empty from the start.
    /// </summary>
    private async Task TouchAllAsync(CancellationToken cancellationToken)
    {
        if (_lookedAtAll is { } then && realTime.GetElapsedTime(then) < LookAtAllEvery)
        {
            return;
        }

        foreach (var campaign in await campaigns.ListActiveAsync(cancellationToken).ConfigureAwait(false))
        {
            Touch(campaign.OrganisationId, campaign.Id);
        }

        _lookedAtAll = realTime.GetTimestamp();
    }

    private async Task CompleteAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken)
    {
        var rules = await triggers.ListAsync(organisationId, cancellationToken).ConfigureAwait(false);
        if (rules.Any(rule => rule.IsEnabled && rule.CampaignId == campaignId))
        {
            // More contacts may come.
            return;
        }

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
