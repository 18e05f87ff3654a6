namespace Outreach;

/// <summary>Leads campaigns through their life: draft → active ↔ paused → completed.</summary>
internal sealed class CampaignService(
    ICampaignStore campaigns,
    IParticipantStore participants,
    ISenderAccountStore senders,
    ISendLedger ledger,
    LaunchChecker checker,
    AudienceEnrolment enrolment,
    TimeProvider time) : ICampaignService
{
    public async Task<Guid> CreateAsync(CampaignDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        CampaignDraftRules.Check(draft);
        draft = FillFromAudience(draft);
        var now = time.GetUtcNow();
        var accounts = await ChooseSendersAsync(draft, cancellationToken).ConfigureAwait(false);
        var campaignId = Guid.CreateVersion7(now);
        var sequence = new SequenceVersion
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = draft.OrganisationId,
            CampaignId = campaignId,
            Steps = SequenceSteps.WithIds(draft.Steps, now),
        };
        var campaign = new Campaign
        {
            Id = campaignId,
            OrganisationId = draft.OrganisationId,
            Name = draft.Name,
            Stream = draft.Stream,
            Audience = draft.Audience,
            SenderAccountIds = accounts,
            SequenceVersionId = sequence.Id,
            Schedule = draft.Schedule,
            ReplyTo = draft.ReplyTo,
            From = draft.From,
            Cc = draft.Cc,
            Bcc = draft.Bcc,
            Attachments = draft.Attachments,
            Tracking = draft.Tracking,
            Pacing = draft.Pacing,
            LeadCreation = draft.LeadCreation,
            CreatedAt = now,
        };
        await campaigns.AddAsync(campaign, sequence, cancellationToken).ConfigureAwait(false);
        return campaignId;
    }

    public Task<Campaign?> GetAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        campaigns.FindAsync(organisationId, campaignId, cancellationToken);

    public Task<IReadOnlyList<Campaign>> ListAsync(
        Guid organisationId, CampaignStatus? status = null, CancellationToken cancellationToken = default) =>
        campaigns.ListAsync(organisationId, status, cancellationToken);

    public async Task<Campaign> UpdateAsync(
        Guid organisationId, Guid campaignId, Func<Campaign, Campaign> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        while (true)
        {
            var before = await RequireAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
            var after = change(before) ?? throw new ArgumentException("The change made no campaign.", nameof(change));
            CampaignUpdateRules.Check(before, after);
            var sequence = await campaigns.FindSequenceAsync(organisationId, before.SequenceVersionId, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"The sequence of campaign {campaignId} is missing from the store.");
            var draft = CampaignUpdateRules.ToDraft(after, sequence.Steps);
            CampaignDraftRules.Check(draft);
            after = after with { SenderAccountIds = await ChooseSendersAsync(draft, cancellationToken).ConfigureAwait(false) };
            if (await campaigns.UpdateAsync(after, cancellationToken).ConfigureAwait(false) is { } stored)
            {
                return stored;
            }
        }
    }

    public Task StartAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        StartAsync(organisationId, campaignId, new StartOptions(), cancellationToken);

    public async Task<LaunchReport> CheckAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        var campaign = await RequireAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
        return await checker.CheckAsync(campaign, cancellationToken).ConfigureAwait(false);
    }

    public async Task StartAsync(Guid organisationId, Guid campaignId, StartOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var campaign = await RequireAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
        if (campaign.Status == CampaignStatus.Active)
        {
            return;
        }

        if (campaign.Status != CampaignStatus.Draft)
        {
            throw new InvalidOperationException(campaign.Status == CampaignStatus.Paused
                ? $"Campaign {campaignId} is paused; resume it with ResumeAsync."
                : $"Campaign {campaignId} is completed and can't be started again; create a new one.");
        }

        if (!options.IgnoreErrors)
        {
            await checker.RequireAsync(campaign, cancellationToken).ConfigureAwait(false);
        }

        await enrolment.EnrolAsync(campaign, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(
            campaign,
            CampaignStatus.Draft,
            current => current with { Status = CampaignStatus.Active, StartedAt = time.GetUtcNow() },
            cancellationToken).ConfigureAwait(false);
    }

    public Task PauseAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        SwitchAsync(organisationId, campaignId, CampaignStatus.Active, CampaignStatus.Paused, cancellationToken);

    public Task ResumeAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        SwitchAsync(organisationId, campaignId, CampaignStatus.Paused, CampaignStatus.Active, cancellationToken);

    public async Task StopAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        var campaign = await RequireAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();

        // The status comes first: from then on no intent is granted, whatever workers hold.
        while (campaign.Status != CampaignStatus.Completed)
        {
            var stopped = campaign with { Status = CampaignStatus.Completed, CompletedAt = now };
            campaign = await campaigns.UpdateAsync(stopped, cancellationToken).ConfigureAwait(false)
                ?? await RequireAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
        }

        await participants.StopAllAsync(
            organisationId, campaignId, new DecisionReason(ReasonCodes.CampaignStopped), now, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        var campaign = await RequireAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
        if (campaign.Status is CampaignStatus.Active or CampaignStatus.Paused)
        {
            throw new InvalidOperationException($"Campaign {campaignId} is {Name(campaign.Status)}; stop it with StopAsync before deleting it.");
        }

        await campaigns.DeleteAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
    }

    public Task<CampaignStats> GetStatsAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        ledger.GetStatsAsync(organisationId, campaignId, cancellationToken);

    private static CampaignDraft FillFromAudience(CampaignDraft draft) => draft with
    {
        SenderAccountIds = draft is { SenderAccountIds.Count: 0, Audience.SenderAccountId: { } account } ? [account] : draft.SenderAccountIds,
        Pacing = draft is { Pacing: null, Audience.SendDelaySeconds: { } seconds } ? new SendPacing { Delay = TimeSpan.FromSeconds(seconds) } : draft.Pacing,
    };

    private async Task<IReadOnlyList<Guid>> ChooseSendersAsync(CampaignDraft draft, CancellationToken cancellationToken)
    {
        var accounts = await senders.ListAsync(draft.OrganisationId, cancellationToken).ConfigureAwait(false);
        if (draft.SenderAccountIds.Count == 0)
        {
            return accounts.FirstOrDefault(account => account.IsActive) is { } first
                ? [first.Id]
                : throw new ArgumentException(
                    "The campaign names no sender account and the organisation has no active one; save one with ISenderAccountStore.SaveAsync first.",
                    nameof(draft));
        }

        foreach (var id in draft.SenderAccountIds)
        {
            if (accounts.All(account => account.Id != id))
            {
                throw new ArgumentException($"Sender account {id} does not exist in this organisation; save it with ISenderAccountStore.SaveAsync first.", nameof(draft));
            }
        }

        return [.. draft.SenderAccountIds.Distinct()];
    }

    private async Task SwitchAsync(
        Guid organisationId, Guid campaignId, CampaignStatus from, CampaignStatus to, CancellationToken cancellationToken)
    {
        var campaign = await RequireAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(campaign, from, current => current with { Status = to }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a campaign whose status is <paramref name="from"/>; one that has the wanted status already is left as it is.</summary>
    private async Task ChangeAsync(
        Campaign campaign, CampaignStatus from, Func<Campaign, Campaign> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = change(campaign);
            if (campaign.Status == changed.Status)
            {
                return;
            }

            if (campaign.Status != from)
            {
                throw new InvalidOperationException(
                    $"Campaign {campaign.Id} is {Name(campaign.Status)}; only one that is {Name(from)} can become {Name(changed.Status)}.");
            }

            if (await campaigns.UpdateAsync(changed, cancellationToken).ConfigureAwait(false) is not null)
            {
                return;
            }

            campaign = await RequireAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Campaign> RequireAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken) =>
        await campaigns.FindAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false)
        ?? throw new InvalidOperationException($"Campaign {campaignId} does not exist in this organisation.");

    private static string Name(CampaignStatus status) => status switch
    {
        CampaignStatus.Draft => "a draft",
        CampaignStatus.Active => "active",
        CampaignStatus.Paused => "paused",
        _ => "completed",
    };
}
