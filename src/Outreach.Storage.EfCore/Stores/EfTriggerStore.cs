using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Trigger rules in a database.</summary>
internal sealed class EfTriggerStore(OutreachDatabase database) : ITriggerStore
{
    public Task SaveAsync(TriggerRule rule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.FindProblem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(rule));
        }

        return database.WriteAsync(
            async (context, token) =>
            {
                var row = await context.TriggerRules.AsTracking()
                    .FirstOrDefaultAsync(row => row.Id == rule.Id && row.OrganisationId == rule.OrganisationId, token)
                    .ConfigureAwait(false);
                if (row is null)
                {
                    context.TriggerRules.Add(row = new TriggerRuleEntity());
                }

                row.Set(rule);
                return await context.SaveChangesAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<TriggerRule?> FindAsync(Guid organisationId, Guid ruleId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) => (await context.TriggerRules
            .FirstOrDefaultAsync(row => row.Id == ruleId && row.OrganisationId == organisationId, token)
            .ConfigureAwait(false))?.ToRule(),
        cancellationToken);

    public Task<IReadOnlyList<TriggerRule>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        ListAsync(rules => rules.Where(row => row.OrganisationId == organisationId), cancellationToken);

    public Task<IReadOnlyList<TriggerRule>> ListScannedAsync(CancellationToken cancellationToken = default) =>
        ListAsync(rules => rules.Where(row => row.IsEnabled && (row.Kind == TriggerKind.Tag || row.Kind == TriggerKind.Inactive)), cancellationToken);

    public Task<bool> DeleteAsync(Guid organisationId, Guid ruleId, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (context, token) => await context.TriggerRules
            .Where(row => row.Id == ruleId && row.OrganisationId == organisationId)
            .ExecuteDeleteAsync(token)
            .ConfigureAwait(false) > 0,
        cancellationToken);

    public Task<bool> IsAppliedAsync(Guid organisationId, string eventKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventKey);
        return database.ReadAsync(
            (context, token) => context.TriggerEvents.AnyAsync(row => row.OrganisationId == organisationId && row.Key == eventKey, token), cancellationToken);
    }

    public Task SetAppliedAsync(Guid organisationId, string eventKey, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventKey);
        return database.WriteAsync(
            async (context, token) =>
            {
                if (!await context.TriggerEvents.AnyAsync(row => row.OrganisationId == organisationId && row.Key == eventKey, token).ConfigureAwait(false))
                {
                    context.TriggerEvents.Add(new TriggerEventEntity { OrganisationId = organisationId, Key = eventKey, At = at });
                }

                return await context.SaveChangesAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<int> RemoveAppliedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (context, token) =>
        {
            var old = await context.TriggerEvents.AsTracking()
                .Where(row => row.At < before)
                .OrderBy(row => row.At)
                .Take(limit)
                .ToListAsync(token)
                .ConfigureAwait(false);
            context.TriggerEvents.RemoveRange(old);
            return await context.SaveChangesAsync(token).ConfigureAwait(false);
        },
        cancellationToken);

    private Task<IReadOnlyList<TriggerRule>> ListAsync(
        Func<IQueryable<TriggerRuleEntity>, IQueryable<TriggerRuleEntity>> choose, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TriggerRule>>(
            async (context, token) =>
            {
                var rows = await choose(context.TriggerRules).OrderBy(row => row.Id).ToListAsync(token).ConfigureAwait(false);
                return [.. rows.Select(row => row.ToRule())];
            },
            cancellationToken);
}
