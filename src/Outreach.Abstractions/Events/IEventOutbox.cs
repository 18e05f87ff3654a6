namespace Outreach;

/// <summary>
/// Events that were written in the transactions that caused them and wait for their subscribers, one entry an event and subscriber. Entries
/// are spread over <see cref="OutboxEntry.Partitions"/> partitions by subject; a partition is leased to one process at a time, so several
/// processes share the work and the events of one subject keep their order. Safe for concurrent use.
/// </summary>
public interface IEventOutbox
{
    /// <summary>Adds events of the host's own for those who are subscribed to them.</summary>
    /// <returns>How many entries were written: one an event and subscriber.</returns>
    Task<int> AddAsync(IReadOnlyList<OutreachEvent> events, CancellationToken cancellationToken = default);

    /// <summary>
    /// Leases the partition of a subscriber that was served least recently and has something to deliver, and reads its first entries. An entry
    /// that waits for its next attempt, and what follows it with the same subject, is left out.
    /// </summary>
    /// <param name="subscriber">The subscriber's name.</param>
    /// <param name="limit">The greatest number of entries, 1 or more.</param>
    /// <param name="duration">How long the partition is leased, by the lease clock.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The batch, or <see langword="null"/> if there is nothing to deliver now that no other process holds.</returns>
    Task<OutboxBatch?> LeaseAsync(string subscriber, int limit, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes what was delivered, notes what failed, and gives the partition back. If the lease was lost meanwhile, only what was delivered is
    /// removed. Entries without a result stay as they are.
    /// </summary>
    Task CompleteAsync(OutboxBatch batch, IReadOnlyList<OutboxResult> results, CancellationToken cancellationToken = default);

    /// <summary>Counts a subscriber's entries that wait to be delivered, those set aside left out.</summary>
    Task<long> CountAsync(string subscriber, CancellationToken cancellationToken = default);

    /// <summary>Reads the entries of an organisation that were set aside after too many attempts, oldest first, a page at a time.</summary>
    IAsyncEnumerable<OutboxEntry> ReadParkedAsync(Guid organisationId, CancellationToken cancellationToken = default);

    /// <summary>Gives an entry that was set aside another series of attempts.</summary>
    /// <returns><see langword="false"/> if there is no such entry.</returns>
    Task<bool> RetryParkedAsync(Guid organisationId, long position, CancellationToken cancellationToken = default);

    /// <summary>Removes entries that were set aside before a time, of all organisations.</summary>
    /// <param name="before">The time, by the lease clock.</param>
    /// <param name="limit">The greatest number to remove in one transaction.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveParkedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}
