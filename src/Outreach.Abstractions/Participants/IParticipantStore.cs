namespace Outreach;

/// <summary>Stores participants. Leasing and sending go through <see cref="ISendLedger"/>. Safe for concurrent use.</summary>
public interface IParticipantStore
{
    /// <summary>Enrols contacts in one transaction; a contact that is in the campaign already is left as it is.</summary>
    /// <returns>How many were new.</returns>
    Task<int> EnrolAsync(IReadOnlyList<Participant> participants, CancellationToken cancellationToken = default);

    /// <summary>Finds a participant.</summary>
    /// <returns>The participant, or <see langword="null"/>.</returns>
    Task<Participant?> FindAsync(Guid organisationId, Guid participantId, CancellationToken cancellationToken = default);

    /// <summary>Finds the participants of a contact over all campaigns, newest first.</summary>
    Task<IReadOnlyList<Participant>> ListByContactAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default);

    /// <summary>Reads a campaign's participants in the order of their ids, a page at a time, so that memory stays flat.</summary>
    IAsyncEnumerable<Participant> ReadAsync(
        Guid organisationId, Guid campaignId, Guid? afterParticipantId = null, CancellationToken cancellationToken = default);

    /// <summary>Gets the greatest contact id that is enrolled in a campaign, from which an interrupted enrolment goes on.</summary>
    /// <returns>The id, or <see langword="null"/> when nobody is enrolled.</returns>
    Task<Guid?> FindLastEnrolledContactAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes participants over to another version of their sequence, in one transaction, raising their epochs and ending their leases, so
    /// that no worker still sends what it has prepared by the version before. Left alone are those who have changed since they were read, and
    /// those whose message is being handed over at this moment: read them again and try once more.
    /// </summary>
    /// <returns>How many were moved.</returns>
    Task<int> MoveToVersionAsync(IReadOnlyList<VersionMove> moves, CancellationToken cancellationToken = default);

    /// <summary>Gets what was decided about a participant without a message being sent, oldest first; only the latest decisions are kept.</summary>
    Task<IReadOnlyList<TraceEntry>> ReadTraceAsync(Guid organisationId, Guid participantId, CancellationToken cancellationToken = default);

    /// <summary>Counts the participants of a campaign for whom something is still planned or in flight.</summary>
    Task<long> CountUnfinishedAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Counts the participants of active campaigns, over all organisations, that are due and not leased: the backlog.</summary>
    /// <param name="now">The time by the campaign's clock.</param>
    /// <param name="limit">Where counting stops, so that a long backlog costs no more than a short one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<long> CountDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stops every unfinished participant of a campaign (status <see cref="ParticipantStatus.Stopped"/>), raising their epochs so that
    /// no worker that holds a lease can still send.
    /// </summary>
    /// <returns>How many were stopped.</returns>
    Task<long> StopAllAsync(
        Guid organisationId, Guid campaignId, DecisionReason reason, DateTimeOffset at, CancellationToken cancellationToken = default);
}
