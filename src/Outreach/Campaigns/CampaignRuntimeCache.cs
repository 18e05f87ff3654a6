using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// Keeps campaigns prepared. An entry holds for one revision of the campaign, and for a short while only, so that changes of sender accounts
/// and of the contacts' custom fields are seen.
/// </summary>
internal sealed class CampaignRuntimeCache(
    ICampaignStore campaigns,
    ISenderAccountStore senders,
    IContactStore contacts,
    IPipelineStore pipelines,
    ContentCompiler compiler,
    AttachmentLoader attachments,
    TrackerSource trackers,
    ZoneCatalog zones,
    TimeProvider time,
    [FromKeyedServices(LeaseClock.ServiceKey)] TimeProvider realTime)
{
    private const int MostEntries = 1024;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(Guid Campaign, Guid Sequence), Entry> _entries = new();

    /// <summary>Gets the runtime of a leased participant's campaign.</summary>
    /// <returns>The runtime, or <see langword="null"/> if the campaign is not active any more.</returns>
    public async ValueTask<CampaignRuntime?> GetAsync(LeasedParticipant leased, CancellationToken cancellationToken)
    {
        var participant = leased.Participant;
        var key = (participant.CampaignId, participant.SequenceVersionId);
        var runtime = _entries.TryGetValue(key, out var entry) && entry.IsFresh && entry.Runtime.Campaign.Revision == leased.CampaignRevision
            ? entry.Runtime
            : await RefreshAsync(participant.OrganisationId, key, cancellationToken).ConfigureAwait(false);
        return runtime is { Campaign.Status: CampaignStatus.Active } ? runtime : null;
    }

    /// <summary>Gets the runtime of a participant's campaign, whatever its status and perhaps a little old.</summary>
    /// <returns>The runtime, or <see langword="null"/> if the campaign does not exist any more.</returns>
    public async ValueTask<CampaignRuntime?> FindAsync(Participant participant, CancellationToken cancellationToken)
    {
        var key = (participant.CampaignId, participant.SequenceVersionId);
        return _entries.TryGetValue(key, out var entry) && entry.IsFresh
            ? entry.Runtime
            : await RefreshAsync(participant.OrganisationId, key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prepares a campaign in whatever state it is.</summary>
    /// <returns>The runtime, or <see langword="null"/> if the campaign or the sequence does not exist.</returns>
    public async Task<CampaignRuntime?> LoadAsync(Guid organisationId, Guid campaignId, Guid sequenceVersionId, CancellationToken cancellationToken)
    {
        if (await campaigns.FindAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false) is not { } campaign
            || await campaigns.FindSequenceAsync(organisationId, sequenceVersionId, cancellationToken).ConfigureAwait(false) is not { } sequence)
        {
            return null;
        }

        return await LoadAsync(campaign, sequence, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prepares a campaign with a version of its sequence, or with its current one.</summary>
    /// <returns>The runtime, or <see langword="null"/> if the sequence does not exist.</returns>
    public async Task<CampaignRuntime?> LoadAsync(Campaign campaign, SequenceVersion? sequence, CancellationToken cancellationToken)
    {
        sequence ??= await campaigns.FindSequenceAsync(campaign.OrganisationId, campaign.SequenceVersionId, cancellationToken).ConfigureAwait(false);
        if (sequence is null)
        {
            return null;
        }

        var plan = SequencePlan.Compile(sequence, SendingWindow.Compile(campaign.Schedule, zones));
        var accounts = await senders.ListAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false);
        var customFields = await contacts.ListCustomFieldsAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false);
        var isSigned = accounts.Where(account => campaign.SenderAccountIds.Contains(account.Id)).All(SenderProfile.HasSignature);
        return new CampaignRuntime(campaign, plan, accounts, RecipientSchema.Create(customFields, isSigned), compiler)
        {
            LoadedAt = time.GetUtcNow(),
            Files = await attachments.LoadAsync(campaign, sequence, cancellationToken).ConfigureAwait(false),
            CanTrack = trackers.CanTrack,
            LeadPipelineId = await FindLeadPipelineAsync(campaign, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<Guid?> FindLeadPipelineAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(campaign.LeadCreation?.DefaultStageId, out var stageId))
        {
            return null;
        }

        var all = await pipelines.ListAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false);
        return all.FirstOrDefault(pipeline => pipeline.Stages.Any(stage => stage.Id == stageId))?.Id;
    }

    private async Task<CampaignRuntime?> RefreshAsync(Guid organisationId, (Guid Campaign, Guid Sequence) key, CancellationToken cancellationToken)
    {
        if (await LoadAsync(organisationId, key.Campaign, key.Sequence, cancellationToken).ConfigureAwait(false) is not { } runtime)
        {
            _entries.TryRemove(key, out _);
            return null;
        }

        if (_entries.Count >= MostEntries)
        {
            _entries.Clear();
        }

        _entries[key] = new Entry(runtime, realTime);
        return runtime;
    }

    private sealed class Entry(CampaignRuntime runtime, TimeProvider clock)
    {
        private readonly long _loadedAt = clock.GetTimestamp();

        public CampaignRuntime Runtime { get; } = runtime;

        public bool IsFresh => clock.GetElapsedTime(_loadedAt) < Freshness;
    }
}
