namespace Outreach;

/// <summary>Trigger rules in memory.</summary>
internal sealed class InMemoryTriggerStore(InMemoryDatabase database) : ITriggerStore
{
    public Task SaveAsync(TriggerRule rule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.FindProblem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(rule));
        }

        return Use(() => database.Organisation(rule.OrganisationId).Audiences.Rules[rule.Id] = rule, cancellationToken);
    }

    public Task<TriggerRule?> FindAsync(Guid organisationId, Guid ruleId, CancellationToken cancellationToken = default) =>
        Use(() => database.Organisation(organisationId).Audiences.Rules.GetValueOrDefault(ruleId), cancellationToken);

    public Task<IReadOnlyList<TriggerRule>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        Use<IReadOnlyList<TriggerRule>>(() => [.. database.Organisation(organisationId).Audiences.Rules.Values], cancellationToken);

    public Task<IReadOnlyList<TriggerRule>> ListScannedAsync(CancellationToken cancellationToken = default) => Use<IReadOnlyList<TriggerRule>>(
        () =>
        [
            .. database.Organisations
                .SelectMany(organisation => organisation.Audiences.Rules.Values)
                .Where(rule => rule is { IsEnabled: true, IsScanned: true })
                .OrderBy(rule => rule.Id),
        ],
        cancellationToken);

    public Task<bool> DeleteAsync(Guid organisationId, Guid ruleId, CancellationToken cancellationToken = default) =>
        Use(() => database.Organisation(organisationId).Audiences.Rules.Remove(ruleId), cancellationToken);

    public Task<bool> IsAppliedAsync(Guid organisationId, string eventKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventKey);
        return Use(() => database.Organisation(organisationId).Audiences.AppliedEvents.ContainsKey(eventKey), cancellationToken);
    }

    public Task SetAppliedAsync(Guid organisationId, string eventKey, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventKey);
        return Use(() => database.Organisation(organisationId).Audiences.AppliedEvents.TryAdd(eventKey, at), cancellationToken);
    }

    public Task<int> RemoveAppliedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) => Use(
        () =>
        {
            var removed = 0;
            foreach (var applied in database.Organisations.Select(organisation => organisation.Audiences.AppliedEvents))
            {
                removed += applied.Where(pair => pair.Value < before).Take(limit - removed).Select(pair => pair.Key).ToList().Count(applied.Remove);
            }

            return removed;
        },
        cancellationToken);

    private Task<T> Use<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(work());
        }
    }
}
