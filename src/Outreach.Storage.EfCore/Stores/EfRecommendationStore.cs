using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Recommendations in a database.</summary>
internal sealed class EfRecommendationStore(OutreachDatabase database) : IRecommendationStore
{
    public Task RecordAsync(AdviceRound round, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(round);
        return database.WriteAsync(
            async (context, token) =>
            {
                var rows = await LoadAsync(context, round, token).ConfigureAwait(false);
                foreach (var found in round.Found)
                {
                    if (!rows.TryGetValue(found.Key, out var row))
                    {
                        rows.Add(found.Key, row = new RecommendationEntity());
                        row.Set(found.FoundAgain(null, round.At));
                        context.Recommendations.Add(row);
                        continue;
                    }

                    row.Set(found.FoundAgain(row.ToRecommendation(), round.At));
                }

                foreach (var key in round.Passed)
                {
                    if (rows.TryGetValue(key, out var row) && row.ResolvedAt is null)
                    {
                        row.Set(row.ToRecommendation().Passed(round.At));
                    }
                }

                return await context.SaveChangesAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<Recommendation>> ListAsync(Guid organisationId, RecommendationFilter? filter = null, CancellationToken cancellationToken = default)
    {
        filter ??= new RecommendationFilter();
        return database.ReadAsync<IReadOnlyList<Recommendation>>(
            async (context, token) =>
            {
                var rows = context.Recommendations.Where(row => row.OrganisationId == organisationId);
                if (filter.Subject is { } subject)
                {
                    rows = rows.Where(row => row.SubjectKind == subject.Kind && row.SubjectId == subject.Id);
                }

                var list = await rows
                    .Where(row => (filter.IncludesResolved || row.ResolvedAt == null) && (filter.IncludesDismissed || row.Dismissal == null))
                    .OrderByDescending(row => row.Severity)
                    .ThenBy(row => row.SubjectKind)
                    .ThenBy(row => row.SubjectId)
                    .ThenBy(row => row.Code)
                    .Take(filter.Limit)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. list.Select(row => row.ToRecommendation())];
            },
            cancellationToken);
    }

    public Task<bool> DismissAsync(Guid organisationId, RecommendationKey key, RecommendationDismissal dismissal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dismissal);
        if (dismissal.FindProblem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(dismissal));
        }

        return ChangeAsync(organisationId, key, static row => row.ResolvedAt is null, row => row.Dismissed(dismissal), cancellationToken);
    }

    public Task<bool> RestoreAsync(Guid organisationId, RecommendationKey key, CancellationToken cancellationToken = default) =>
        ChangeAsync(organisationId, key, static row => row.Dismissal is not null, static row => row with { Dismissal = null }, cancellationToken);

    public Task ScheduleAsync(ScheduledAdvice advice, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (context, token) =>
        {
            var row = await context.ScheduledAdvice.AsTracking()
                .FirstOrDefaultAsync(row => row.OrganisationId == advice.OrganisationId && row.CampaignId == advice.CampaignId, token)
                .ConfigureAwait(false);
            if (row is null)
            {
                context.ScheduledAdvice.Add(row = new ScheduledAdviceEntity { OrganisationId = advice.OrganisationId, CampaignId = advice.CampaignId });
            }

            (row.DueAt, row.Look) = (advice.DueAt, advice.Look);
            return await context.SaveChangesAsync(token).ConfigureAwait(false);
        },
        cancellationToken);

    public Task<IReadOnlyList<ScheduledAdvice>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default) =>
        database.WriteAsync<IReadOnlyList<ScheduledAdvice>>(
            async (context, token) =>
            {
                var rows = await context.ScheduledAdvice.Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Take(limit).ToListAsync(token).ConfigureAwait(false);
                var taken = new List<ScheduledAdvice>();
                foreach (var row in rows)
                {
                    // Who changes the row first has it.
                    var changed = await context.ScheduledAdvice
                        .Where(one => one.OrganisationId == row.OrganisationId && one.CampaignId == row.CampaignId && one.DueAt == row.DueAt)
                        .ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, until), token)
                        .ConfigureAwait(false);
                    if (changed > 0)
                    {
                        taken.Add(row.ToAdvice());
                    }
                }

                return taken;
            },
            cancellationToken);

    public Task UnscheduleAsync(Guid organisationId, Guid campaignId, int look, CancellationToken cancellationToken = default) => database.WriteAsync(
        (context, token) => context.ScheduledAdvice
            .Where(row => row.OrganisationId == organisationId && row.CampaignId == campaignId && row.Look == look)
            .ExecuteDeleteAsync(token),
        cancellationToken);

    /// <summary>Loads the rows that a round may change: those of its subjects, which have a few each.</summary>
    private static async Task<Dictionary<RecommendationKey, RecommendationEntity>> LoadAsync(OutreachDbContext context, AdviceRound round, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<RecommendationKey, RecommendationEntity>();
        foreach (var subject in round.Found.Select(found => found.Subject).Concat(round.Passed.Select(key => key.Subject)).Distinct())
        {
            var list = await context.Recommendations.AsTracking()
                .Where(row => row.OrganisationId == round.OrganisationId && row.SubjectKind == subject.Kind && row.SubjectId == subject.Id)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            list.ForEach(row => rows.Add(new RecommendationKey(subject, row.Code), row));
        }

        return rows;
    }

    private Task<bool> ChangeAsync(
        Guid organisationId, RecommendationKey key, Predicate<Recommendation> canChange, Func<Recommendation, Recommendation> change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (context, token) =>
            {
                var row = await context.Recommendations.AsTracking()
                    .FirstOrDefaultAsync(
                        row => row.OrganisationId == organisationId && row.SubjectKind == key.Subject.Kind && row.SubjectId == key.Subject.Id && row.Code == key.Code, token)
                    .ConfigureAwait(false);
                if (row?.ToRecommendation() is not { } before || !canChange(before))
                {
                    return false;
                }

                row.Set(change(before));
                await context.SaveChangesAsync(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
}
