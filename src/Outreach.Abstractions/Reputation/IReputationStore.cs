namespace Outreach;

/// <summary>Stores sending addresses, what became of the messages of the last days, and pauses. Safe for concurrent use.</summary>
public interface IReputationStore
{
    /// <summary>Adds an address, or replaces the one with the same <see cref="SendingIp.Address"/>, and keeps the change.</summary>
    /// <exception cref="ArgumentException">The address can't be used (<see cref="SendingIp.FindProblem"/>).</exception>
    Task SaveIpAsync(SendingIp ip, string note, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Lists an organisation's addresses in the order of their text.</summary>
    Task<IReadOnlyList<SendingIp>> ListIpsAsync(Guid organisationId, CancellationToken cancellationToken = default);

    /// <summary>Lists the changes of an address, oldest first.</summary>
    Task<IReadOnlyList<SendingIpChange>> ListIpChangesAsync(Guid organisationId, string address, CancellationToken cancellationToken = default);

    /// <summary>Adds to what is counted. Each worker has counts of its own, so that none waits for another.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="workerId">Who counted.</param>
    /// <param name="counts">What is added.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task AddCountsAsync(Guid organisationId, Guid workerId, IReadOnlyList<DeliveryCount> counts, CancellationToken cancellationToken = default);

    /// <summary>Reads what all workers counted since a time, added up for each period.</summary>
    Task<IReadOnlyList<DeliveryCount>> ReadCountsAsync(Guid organisationId, DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>Removes an organisation's counts of periods that began before a time.</summary>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveCountsAsync(Guid organisationId, DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds a pause, with its event in the same transaction. Does nothing if the same is paused already, so several workers that see the same
    /// make one pause; a pause of the same day that is over is begun again.
    /// </summary>
    /// <returns>Whether it was added.</returns>
    Task<bool> AddPauseAsync(SendingPause pause, CancellationToken cancellationToken = default);

    /// <summary>Ends a pause that lasts, with its event in the same transaction.</summary>
    /// <returns><see langword="false"/> if there is none.</returns>
    Task<bool> EndPauseAsync(Guid organisationId, ReputationScope scope, string key, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Lists an organisation's pauses that began at or after a time, oldest first.</summary>
    Task<IReadOnlyList<SendingPause>> ListPausesAsync(Guid organisationId, DateTimeOffset since, CancellationToken cancellationToken = default);
}
