namespace Outreach;

/// <summary>
/// Shows and resolves sends in doubt: those that the provider may have accepted while its answer was lost. They are never sent again by
/// themselves, unless a policy says so. Safe for concurrent use, also with workers that run.
/// </summary>
public interface IDoubtService
{
    /// <summary>Reads the sends in doubt, a page at a time, so that memory stays flat.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="campaignId">Only those of this campaign, or <see langword="null"/> for all campaigns, the newest first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<SendRecord> ReadAsync(Guid organisationId, Guid? campaignId = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Resolves a doubt by what a person knows or decides. A message that is handed over again stays marked as doubtful for ever: a refusal
    /// of the new attempt proves nothing about the earlier one.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="sendId">The send.</param>
    /// <param name="resolution">What is known or decided.</param>
    /// <param name="by">Who says so, kept with the event; at most 200 characters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<DoubtResolutionOutcome> ResolveAsync(
        Guid organisationId, Guid sendId, DoubtResolution resolution, string by, CancellationToken cancellationToken = default);
}
