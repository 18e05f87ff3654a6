namespace Outreach;

/// <summary>Stores trigger rules, and which events were applied. Safe for concurrent use.</summary>
public interface ITriggerStore
{
    /// <summary>Adds a rule, or replaces the one with the same id.</summary>
    /// <exception cref="ArgumentException">The rule can't be used; the message says why.</exception>
    Task SaveAsync(TriggerRule rule, CancellationToken cancellationToken = default);

    /// <summary>Finds a rule.</summary>
    /// <returns>The rule, or <see langword="null"/>.</returns>
    Task<TriggerRule?> FindAsync(Guid organisationId, Guid ruleId, CancellationToken cancellationToken = default);

    /// <summary>Lists an organisation's rules in the order of their ids.</summary>
    Task<IReadOnlyList<TriggerRule>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default);

    /// <summary>Lists the enabled rules whose contacts are looked for, over all organisations, in the order of their ids.</summary>
    Task<IReadOnlyList<TriggerRule>> ListScannedAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes a rule.</summary>
    /// <returns><see langword="false"/> if there was none.</returns>
    Task<bool> DeleteAsync(Guid organisationId, Guid ruleId, CancellationToken cancellationToken = default);

    /// <summary>Tells whether an event was applied before.</summary>
    Task<bool> IsAppliedAsync(Guid organisationId, string eventKey, CancellationToken cancellationToken = default);

    /// <summary>Remembers that an event was applied; remembering again changes nothing.</summary>
    Task SetAppliedAsync(Guid organisationId, string eventKey, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Forgets events that were applied before a time, a batch at a time.</summary>
    /// <returns>How many were forgotten.</returns>
    Task<int> RemoveAppliedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}
