namespace Outreach;

/// <summary>Stores campaigns. Safe for concurrent use.</summary>
public interface ICampaignStore
{
    /// <summary>Adds a campaign together with the first version of its sequence, in one transaction.</summary>
    Task AddAsync(Campaign campaign, SequenceVersion sequence, CancellationToken cancellationToken = default);

    /// <summary>Finds a campaign.</summary>
    /// <returns>The campaign, or <see langword="null"/>.</returns>
    Task<Campaign?> FindAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Replaces a campaign if the stored revision is the one given.</summary>
    /// <param name="campaign">The new value; its <see cref="Campaign.Revision"/> is the one that was read, and is stored raised by one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The stored campaign, or <see langword="null"/> if another update came first or the campaign is gone.</returns>
    Task<Campaign?> UpdateAsync(Campaign campaign, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds a version of a campaign's sequence and replaces the campaign, as <see cref="UpdateAsync"/> does, in one transaction.
    /// </summary>
    /// <param name="campaign">The new value, which names the version; its <see cref="Campaign.Revision"/> is the one that was read.</param>
    /// <param name="sequence">The version.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The stored campaign, or <see langword="null"/> if another update came first; then nothing is stored.</returns>
    Task<Campaign?> AddSequenceAsync(Campaign campaign, SequenceVersion sequence, CancellationToken cancellationToken = default);

    /// <summary>Lists the versions of a campaign's sequence, oldest first.</summary>
    Task<IReadOnlyList<SequenceVersion>> ListSequencesAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a campaign with its sequences, participants and sends.</summary>
    /// <returns><see langword="false"/> if there was none.</returns>
    Task<bool> DeleteAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Lists an organisation's campaigns, newest first.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="status">Only those with this status, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<Campaign>> ListAsync(Guid organisationId, CampaignStatus? status = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the active campaigns of all organisations, for workers: they complete those that have nobody left to write to.</summary>
    Task<IReadOnlyList<Campaign>> ListActiveAsync(CancellationToken cancellationToken = default);

    /// <summary>Finds a version of a sequence.</summary>
    /// <returns>The version, or <see langword="null"/>.</returns>
    Task<SequenceVersion?> FindSequenceAsync(Guid organisationId, Guid sequenceVersionId, CancellationToken cancellationToken = default);
}
