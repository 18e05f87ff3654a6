namespace Outreach;

/// <summary>Manages sending addresses: their pools, warm-ups, pauses and scores.</summary>
public interface ISendingIpService
{
    /// <summary>Adds or changes an address.</summary>
    /// <param name="ip">The address.</param>
    /// <param name="note">What is done and by whom or why, for the list of changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The address can't be used; the message says why.</exception>
    Task SaveAsync(SendingIp ip, string note, CancellationToken cancellationToken = default);

    /// <summary>Gets how far the warm-ups of an organisation's addresses are; addresses without one are left out.</summary>
    Task<IReadOnlyList<WarmUpStatus>> GetWarmUpsAsync(Guid organisationId, CancellationToken cancellationToken = default);

    /// <summary>Lists the changes of an address, oldest first.</summary>
    Task<IReadOnlyList<SendingIpChange>> ListChangesAsync(Guid organisationId, string address, CancellationToken cancellationToken = default);

    /// <summary>Gets what became of the messages of the last 24 hours, by address and mailbox provider.</summary>
    Task<IReadOnlyList<IpScore>> GetScoresAsync(Guid organisationId, CancellationToken cancellationToken = default);

    /// <summary>Pauses sending by an account, for a domain or from an address.</summary>
    /// <returns><see langword="false"/> if it is paused already.</returns>
    Task<bool> PauseAsync(
        Guid organisationId, ReputationScope scope, string key, DateTimeOffset until, string reason, CancellationToken cancellationToken = default);

    /// <summary>Ends a pause before its time. What happened before it does not count any more.</summary>
    /// <returns><see langword="false"/> if there is none.</returns>
    Task<bool> ResumeAsync(Guid organisationId, ReputationScope scope, string key, CancellationToken cancellationToken = default);
}
