using Outreach.Sequencing;

namespace Outreach;

/// <summary>Makes versions of sequences and takes participants over to them.</summary>
internal sealed class SequenceEditor(
    ICampaignStore campaigns,
    IParticipantStore participants,
    LaunchChecker checker,
    VersionMover mover,
    TimeProvider time) : ISequenceEditor
{
    public async Task<SequenceEditPreview> PreviewAsync(
        Guid organisationId, Guid campaignId, IReadOnlyList<SequenceStep> steps, InFlightPlan plan, CancellationToken cancellationToken = default)
    {
        var (campaign, version) = await PrepareAsync(organisationId, campaignId, steps, plan, cancellationToken).ConfigureAwait(false);
        var versions = await mover.LoadAsync(campaign, version, cancellationToken).ConfigureAwait(false);
        var groups = new SequenceEditGroups();
        var finished = 0L;
        await foreach (var participant in participants.ReadAsync(organisationId, campaignId, null, cancellationToken).ConfigureAwait(false))
        {
            if (participant.IsFinished)
            {
                finished++;
                continue;
            }

            var from = versions.Find(participant.SequenceVersionId);
            var to = VersionMover.IsKept(participant, version)
                ? null
                : await mover.DecideAsync(versions, participant, cancellationToken).ConfigureAwait(false);
            groups.Add(participant, from, to, to is null ? from : versions.Target);
        }

        return new SequenceEditPreview { Groups = groups.ToList(), Finished = finished };
    }

    public async Task<SequenceEditResult> ApplyAsync(
        Guid organisationId, Guid campaignId, IReadOnlyList<SequenceStep> steps, InFlightPlan plan, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var (campaign, version) = await PrepareAsync(organisationId, campaignId, steps, plan, cancellationToken).ConfigureAwait(false);
            await checker.RequireContentAsync(campaign, version, cancellationToken).ConfigureAwait(false);

            // Another edit or a change of status may come first: then the edit is prepared again on what there is now.
            if (await campaigns.AddSequenceAsync(campaign with { SequenceVersionId = version.Id }, version, cancellationToken).ConfigureAwait(false) is { } stored)
            {
                return await mover.MoveAllAsync(stored, version, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<SequenceEditResult> ResumeAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        var campaign = await RequireAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
        var version = await campaigns.FindSequenceAsync(organisationId, campaign.SequenceVersionId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The sequence of campaign {campaignId} is missing from the store.");
        return await mover.MoveAllAsync(campaign, version, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(Campaign Campaign, SequenceVersion Version)> PrepareAsync(
        Guid organisationId, Guid campaignId, IReadOnlyList<SequenceStep> steps, InFlightPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(steps);
        CampaignDraftRules.CheckSteps(steps);
        var campaign = await RequireAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
        if (campaign.Status == CampaignStatus.Completed)
        {
            throw new InvalidOperationException($"Campaign {campaignId} is completed; its sequence can't be edited any more.");
        }

        var versions = await campaigns.ListSequencesAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var version = new SequenceVersion
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = organisationId,
            CampaignId = campaignId,
            Number = versions.Count == 0 ? 1 : versions[^1].Number + 1,
            Plan = plan,
            Steps = SequenceSteps.WithIds(steps, now),
        };
        return (campaign, version);
    }

    private async Task<Campaign> RequireAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken) =>
        await campaigns.FindAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false)
        ?? throw new InvalidOperationException($"Campaign {campaignId} does not exist in this organisation.");
}
