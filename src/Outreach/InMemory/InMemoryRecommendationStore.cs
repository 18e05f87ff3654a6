namespace Outreach;

/// <summary>Recommendations in memory.</summary>
internal sealed class InMemoryRecommendationStore(InMemoryDatabase database) : IRecommendationStore
{
    public Task RecordAsync(AdviceRound round, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(round);
        return Use(
            round.OrganisationId,
            organisation =>
            {
                var all = organisation.Recommendations;
                foreach (var found in round.Found)
                {
                    all[found.Key] = found.FoundAgain(all.GetValueOrDefault(found.Key), round.At);
                }

                foreach (var key in round.Passed)
                {
                    if (all.TryGetValue(key, out var before) && before.ResolvedAt is null)
                    {
                        all[key] = before.Passed(round.At);
                    }
                }

                return true;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<Recommendation>> ListAsync(Guid organisationId, RecommendationFilter? filter = null, CancellationToken cancellationToken = default)
    {
        filter ??= new RecommendationFilter();
        return Use<IReadOnlyList<Recommendation>>(
            organisationId,
            organisation =>
            [
                .. organisation.Recommendations.Values.Where(filter.Includes)
                    .OrderByDescending(one => one.Severity)
                    .ThenBy(one => one.Subject.Kind)
                    .ThenBy(one => one.Subject.Id, StringComparer.Ordinal)
                    .ThenBy(one => one.Code, StringComparer.Ordinal)
                    .Take(filter.Limit),
            ],
            cancellationToken);
    }

    public Task<bool> DismissAsync(Guid organisationId, RecommendationKey key, RecommendationDismissal dismissal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dismissal);
        if (dismissal.FindProblem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(dismissal));
        }

        return Change(organisationId, key, static one => one.ResolvedAt is null, one => one.Dismissed(dismissal), cancellationToken);
    }

    public Task<bool> RestoreAsync(Guid organisationId, RecommendationKey key, CancellationToken cancellationToken = default) =>
        Change(organisationId, key, static one => one.Dismissal is not null, static one => one with { Dismissal = null }, cancellationToken);

    public Task ScheduleAsync(ScheduledAdvice advice, CancellationToken cancellationToken = default) =>
        Use(advice.OrganisationId, organisation => organisation.ScheduledAdvice[advice.CampaignId] = advice, cancellationToken);

    public Task<IReadOnlyList<ScheduledAdvice>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var due = database.Organisations.SelectMany(organisation => organisation.ScheduledAdvice.Values)
                .Where(advice => advice.DueAt <= now)
                .OrderBy(advice => advice.DueAt)
                .Take(limit)
                .ToList();
            foreach (var advice in due)
            {
                database.Organisation(advice.OrganisationId).ScheduledAdvice[advice.CampaignId] = advice with { DueAt = until };
            }

            return Task.FromResult<IReadOnlyList<ScheduledAdvice>>(due);
        }
    }

    public Task UnscheduleAsync(Guid organisationId, Guid campaignId, int look, CancellationToken cancellationToken = default) => Use(
        organisationId,
        organisation => organisation.ScheduledAdvice.GetValueOrDefault(campaignId).Look == look && organisation.ScheduledAdvice.Remove(campaignId),
        cancellationToken);

    private Task<bool> Change(
        Guid organisationId, RecommendationKey key, Predicate<Recommendation> canChange, Func<Recommendation, Recommendation> change, CancellationToken cancellationToken) => Use(
        organisationId,
        organisation =>
        {
            if (!organisation.Recommendations.TryGetValue(key, out var one) || !canChange(one))
            {
                return false;
            }

            organisation.Recommendations[key] = change(one);
            return true;
        },
        cancellationToken);

    private Task<T> Use<T>(Guid organisationId, Func<InMemoryOrganisation, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(work(database.Organisation(organisationId)));
        }
    }
}
