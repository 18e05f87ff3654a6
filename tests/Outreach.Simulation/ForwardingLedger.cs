namespace Outreach.Simulation;

/// <summary>A ledger that passes every call on; what is derived from it changes some of them.</summary>
internal abstract class ForwardingLedger(ISendLedger inner) : ISendLedger
{
    protected ISendLedger Inner => inner;

    public virtual Task<IWorkerSession> OpenSessionAsync(CancellationToken cancellationToken = default) => inner.OpenSessionAsync(cancellationToken);

    public virtual Task<IReadOnlyList<LeasedParticipant>> LeaseDueAsync(
        IWorkerSession session, LeaseRequest request, CancellationToken cancellationToken = default) =>
        inner.LeaseDueAsync(session, request, cancellationToken);

    public virtual Task<IReadOnlyList<IntentResult>> CommitAsync(IWorkerSession session, LedgerBatch batch, CancellationToken cancellationToken = default) =>
        inner.CommitAsync(session, batch, cancellationToken);

    public virtual Task<RecoveryReport> RecoverAsync(
        IWorkerSession session, DateTimeOffset now, DateTimeOffset inDoubtUntil, CancellationToken cancellationToken = default) =>
        inner.RecoverAsync(session, now, inDoubtUntil, cancellationToken);

    public virtual Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken = default) => inner.FindNextDueAsync(cancellationToken);

    public virtual Task<EventOutcome> RecordEventAsync(EventEffects effects, CancellationToken cancellationToken = default) =>
        inner.RecordEventAsync(effects, cancellationToken);

    public virtual Task<SendRecord?> FindSendAsync(Guid sendId, CancellationToken cancellationToken = default) => inner.FindSendAsync(sendId, cancellationToken);

    public virtual Task<SendRecord?> FindSendByMessageIdAsync(Guid organisationId, string messageId, CancellationToken cancellationToken = default) =>
        inner.FindSendByMessageIdAsync(organisationId, messageId, cancellationToken);

    public virtual Task<IReadOnlyList<SendRecord>> ListSendsByContactAsync(
        Guid organisationId, Guid contactId, int limit, CancellationToken cancellationToken = default) =>
        inner.ListSendsByContactAsync(organisationId, contactId, limit, cancellationToken);

    public virtual IAsyncEnumerable<SendRecord> ReadSendsAsync(
        Guid organisationId, Guid campaignId, SendState? state = null, CancellationToken cancellationToken = default) =>
        inner.ReadSendsAsync(organisationId, campaignId, state, cancellationToken);

    public virtual Task<long> GetQuotaUsedAsync(Guid organisationId, string quotaKey, CancellationToken cancellationToken = default) =>
        inner.GetQuotaUsedAsync(organisationId, quotaKey, cancellationToken);

    public virtual Task<CampaignStats> GetStatsAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        inner.GetStatsAsync(organisationId, campaignId, cancellationToken);
}
