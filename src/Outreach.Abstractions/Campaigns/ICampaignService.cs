namespace Outreach;

/// <summary>Creates campaigns and leads them through their life. The main entrance for hosts.</summary>
public interface ICampaignService
{
    /// <summary>Creates a campaign in the status <see cref="CampaignStatus.Draft"/>.</summary>
    /// <exception cref="ArgumentException">The draft can't be used; the message says which field and what to do.</exception>
    /// <returns>The campaign's id.</returns>
    Task<Guid> CreateAsync(CampaignDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Gets a campaign.</summary>
    /// <returns>The campaign, or <see langword="null"/>.</returns>
    Task<Campaign?> GetAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Lists an organisation's campaigns, newest first.</summary>
    Task<IReadOnlyList<Campaign>> ListAsync(Guid organisationId, CampaignStatus? status = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes a campaign. A draft can be changed in everything but its steps, which <see cref="ISequenceEditor"/> changes; a campaign that
    /// was started keeps audience, sender accounts and stream; a completed one keeps everything but its name.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="change">
    /// Makes the new value of the current one. Called again if another change came in between. Id, status, sequence and times stay as they are.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The campaign as it is stored.</returns>
    /// <exception cref="ArgumentException">The new value can't be used; the message says which field and what to do.</exception>
    /// <exception cref="InvalidOperationException">The campaign does not exist, or its status does not let the field be changed.</exception>
    Task<Campaign> UpdateAsync(
        Guid organisationId, Guid campaignId, Func<Campaign, Campaign> change, CancellationToken cancellationToken = default);

    /// <summary>
    /// Enrols the audience as participants and activates the campaign. The audience is streamed; if the call is interrupted, a second one
    /// goes on where it stopped. A campaign that is active already is left as it is.
    /// </summary>
    /// <exception cref="InvalidOperationException">The campaign is completed, or the pre-launch check finds an error.</exception>
    Task StartAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Starts a campaign, as told.</summary>
    /// <exception cref="InvalidOperationException">The campaign is completed, or the pre-launch check finds an error that is not ignored.</exception>
    Task StartAsync(Guid organisationId, Guid campaignId, StartOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds everything that would go wrong if the campaign were started now, in one list: senders, templates, merge fields that contacts
    /// lack, audience, schedule, conditions, capacity, and what registered <see cref="ILaunchCheck"/>s find. Reads the audience once;
    /// changes nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">The campaign does not exist.</exception>
    Task<LaunchReport> CheckAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Pauses an active campaign: nothing more is handed over until it is resumed.</summary>
    /// <exception cref="InvalidOperationException">The campaign is neither active nor paused.</exception>
    Task PauseAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Resumes a paused campaign.</summary>
    /// <exception cref="InvalidOperationException">The campaign is neither active nor paused.</exception>
    Task ResumeAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Stops a campaign for good: its participants are stopped and its status becomes <see cref="CampaignStatus.Completed"/>.</summary>
    Task StopAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a draft or completed campaign.</summary>
    /// <exception cref="InvalidOperationException">The campaign is active or paused.</exception>
    Task DeleteAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Counts a campaign's participants and sends.</summary>
    Task<CampaignStats> GetStatsAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);
}
