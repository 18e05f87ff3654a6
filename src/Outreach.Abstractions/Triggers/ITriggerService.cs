namespace Outreach;

/// <summary>Enrols contacts in running campaigns by the stored rules.</summary>
public interface ITriggerService
{
    /// <summary>
    /// Applies an event to the rules that wait for it. A repeated event (the same <see cref="TriggerEvent.Key"/>) does nothing; one that was
    /// interrupted is completed when it is reported again.
    /// </summary>
    /// <exception cref="ArgumentException">The event names nobody, or its key or name is empty or too long.</exception>
    Task<TriggerResult> RaiseAsync(TriggerEvent triggerEvent, CancellationToken cancellationToken = default);

    /// <summary>Tags contacts, and enrols them by the rules that wait for these tags.</summary>
    Task TagAsync(
        Guid organisationId, IReadOnlyCollection<Guid> contactIds, IReadOnlyCollection<string> tags, CancellationToken cancellationToken = default);

    /// <summary>
    /// Looks for contacts to whom rules for tags and inactivity apply, over all organisations, a page at a time. A look that was interrupted
    /// goes on where it stopped. <c>AddTriggers</c> does it regularly.
    /// </summary>
    /// <returns>How many contacts were enrolled.</returns>
    Task<long> ScanAsync(CancellationToken cancellationToken = default);
}
