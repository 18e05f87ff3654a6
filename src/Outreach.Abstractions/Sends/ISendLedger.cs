namespace Outreach;

/// <summary>
/// The record of every send, and the leases on participants. Its rules are what keeps a message from being sent twice or lost silently:
/// every write of a worker carries the epoch of its lease and changes nothing if the epoch has moved on; an intent is durable before a
/// message leaves; an intent without a result becomes in doubt, never due again. Safe for concurrent use, also from several processes
/// where the store allows that.
/// </summary>
public interface ISendLedger
{
    /// <summary>Registers a worker.</summary>
    Task<IWorkerSession> OpenSessionAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Leases participants of active campaigns that are due, raising their epochs. Organisations share the places equally, and so do the campaigns
    /// of one, see <see cref="FairShares"/>; within a campaign, who has been due longest goes first. A participant is leased to one worker at a time. Of a
    /// campaign with <see cref="Campaign.Pacing"/> at most one participant is leased at a time, and none before the pause after its latest message is over.
    /// </summary>
    Task<IReadOnlyList<LeasedParticipant>> LeaseDueAsync(
        IWorkerSession session, LeaseRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records results, releases and intents in one durable transaction. An intent is granted only if, within that transaction, the lease is
    /// still valid at its epoch, the campaign is active, the participant follows the same sequence version, the recipient is not suppressed,
    /// the generation is the session's, the campaign's pause between messages is over, and each quota has a unit left, which is then taken.
    /// </summary>
    /// <returns>One result an intent, in the same order.</returns>
    Task<IReadOnlyList<IntentResult>> CommitAsync(
        IWorkerSession session, LedgerBatch batch, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends leases that ran out, or whose worker is known to be dead: a participant without an intent becomes due again; a send with an
    /// intent and no result becomes in doubt, and its participant is looked at again at <paramref name="inDoubtUntil"/>.
    /// </summary>
    /// <param name="session">The worker that asks; its own leases are left alone.</param>
    /// <param name="now">The time by the campaign's clock.</param>
    /// <param name="inDoubtUntil">Until when participants with a send in doubt wait for evidence, by the campaign's clock.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<RecoveryReport> RecoverAsync(
        IWorkerSession session, DateTimeOffset now, DateTimeOffset inDoubtUntil, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets when the next participant of an active campaign that nobody has leased is due, but not before the campaign's pause between
    /// messages is over; <see langword="null"/> if there is none. A paced campaign one of whose participants is leased does not count.
    /// </summary>
    Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Records an event from outside (a reply, a bounce, …) once by its key, with its effects, in one transaction: the evidence that it is
    /// about the send's acceptance, the participant's transition, and suppressions.
    /// </summary>
    /// <returns>Whether the event was applied, was known already, or met a participant that has changed since it was read.</returns>
    Task<EventOutcome> RecordEventAsync(EventEffects effects, CancellationToken cancellationToken = default);

    /// <summary>Finds a send by its id. The organisation is not known yet when a token comes back; it is in the result.</summary>
    /// <returns>The send, or <see langword="null"/>.</returns>
    Task<SendRecord?> FindSendAsync(Guid sendId, CancellationToken cancellationToken = default);

    /// <summary>Finds the send to the contact itself by its <see cref="SendRecord.MessageId"/>, with angle brackets, within an organisation.</summary>
    /// <returns>The send, or <see langword="null"/>.</returns>
    Task<SendRecord?> FindSendByMessageIdAsync(Guid organisationId, string messageId, CancellationToken cancellationToken = default);

    /// <summary>Finds a contact's latest sends, newest first.</summary>
    Task<IReadOnlyList<SendRecord>> ListSendsByContactAsync(
        Guid organisationId, Guid contactId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads a campaign's sends a page at a time, each once, in an order that is the store's own.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="state">Only sends in this state, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<SendRecord> ReadSendsAsync(
        Guid organisationId, Guid campaignId, SendState? state = null, CancellationToken cancellationToken = default);

    /// <summary>Gets how much of a quota is taken.</summary>
    Task<long> GetQuotaUsedAsync(Guid organisationId, string quotaKey, CancellationToken cancellationToken = default);

    /// <summary>Counts a campaign's participants and sends.</summary>
    Task<CampaignStats> GetStatsAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);
}
