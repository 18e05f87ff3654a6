namespace Outreach;

/// <summary>Stores recommendations, and the looks at campaigns that are to be taken. Safe for concurrent use.</summary>
public interface IRecommendationStore
{
    /// <summary>
    /// Stores what checks have found, in one transaction, as <see cref="Recommendation.FoundAgain"/> and <see cref="Recommendation.Passed"/> say.
    /// </summary>
    Task RecordAsync(AdviceRound round, CancellationToken cancellationToken = default);

    /// <summary>Lists an organisation's recommendations: the most severe first, then by subject and code.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="filter">Which ones; <see langword="null"/> for those that are open.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<Recommendation>> ListAsync(Guid organisationId, RecommendationFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Keeps who has dismissed a recommendation, with the severity and level that it has now.</summary>
    /// <returns><see langword="false"/> if there is none, or it is resolved.</returns>
    /// <exception cref="ArgumentException">The dismissal can't be used (<see cref="RecommendationDismissal.FindProblem"/>).</exception>
    Task<bool> DismissAsync(Guid organisationId, RecommendationKey key, RecommendationDismissal dismissal, CancellationToken cancellationToken = default);

    /// <summary>Takes a dismissal back.</summary>
    /// <returns><see langword="false"/> if there is none.</returns>
    Task<bool> RestoreAsync(Guid organisationId, RecommendationKey key, CancellationToken cancellationToken = default);

    /// <summary>Schedules a look at a campaign, in place of one that is scheduled already.</summary>
    Task ScheduleAsync(ScheduledAdvice advice, CancellationToken cancellationToken = default);

    /// <summary>Takes the looks of all organisations that are due, the longest due first, and puts them off, so that others don't take them and a failure is not forgotten.</summary>
    /// <param name="now">The time, by the campaign's clock.</param>
    /// <param name="until">Until when they are put off.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The looks, as they were due.</returns>
    Task<IReadOnlyList<ScheduledAdvice>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default);

    /// <summary>Removes the look that is scheduled for a campaign, if it is still the one given by its number.</summary>
    Task UnscheduleAsync(Guid organisationId, Guid campaignId, int look, CancellationToken cancellationToken = default);
}
