namespace Outreach;

/// <summary>The send ledger in memory: the reference by which other stores are judged.</summary>
internal sealed partial class InMemorySendLedger(InMemoryDatabase database) : ISendLedger
{
    public Task<IWorkerSession> OpenSessionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var id = Guid.CreateVersion7(database.LeaseClock.GetUtcNow());
            database.OpenSessions.Add(id);
            return Task.FromResult<IWorkerSession>(new InMemoryWorkerSession(database, id, database.Generation));
        }
    }

    public Task<SendRecord?> FindSendAsync(Guid sendId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Sends.GetValueOrDefault(sendId)?.Value);
        }
    }

    public Task<SendRecord?> FindSendByMessageIdAsync(
        Guid organisationId, string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Organisation(organisationId).SendsByMessageId.GetValueOrDefault(messageId)?.Value);
        }
    }

    public Task<IReadOnlyList<SendRecord>> ListSendsByContactAsync(
        Guid organisationId, Guid contactId, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var sends = database.Organisation(organisationId).SendsByContact.GetValueOrDefault(contactId) ?? [];
            return Task.FromResult<IReadOnlyList<SendRecord>>(
                [.. sends.OrderByDescending(row => row.Sequence).Take(limit).Select(row => row.Value)]);
        }
    }

    public IAsyncEnumerable<SendRecord> ReadSendsAsync(
        Guid organisationId, Guid campaignId, SendState? state = null, CancellationToken cancellationToken = default) =>
        InMemoryPages.ReadAsync(
            database.Gate,
            () => database.Organisation(organisationId).Campaigns.GetValueOrDefault(campaignId)?.SendIds,
            id => database.Sends[id].Value is var send && (state is null || send.State == state) ? send : null,
            (false, Guid.Empty),
            cancellationToken);

    public Task<long> GetQuotaUsedAsync(Guid organisationId, string quotaKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(quotaKey);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Organisation(organisationId).Quotas.GetValueOrDefault(quotaKey));
        }
    }

    public Task<CampaignStats> GetStatsAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var organisation = database.Organisation(organisationId);
            return Task.FromResult(
                organisation.Campaigns.GetValueOrDefault(campaignId) is { } campaign ? Count(organisation, campaign) : new CampaignStats());
        }
    }

    private CampaignStats Count(InMemoryOrganisation organisation, CampaignRow campaign)
    {
        var participants = campaign.ParticipantIds.Select(id => organisation.Participants[id].Value).ToList();
        var statuses = participants.CountBy(p => p.Status).ToDictionary();
        var states = campaign.SendIds.Select(id => database.Sends[id].Value).CountBy(send => (send.State, IsCopy: send.Role != RecipientRole.To)).ToDictionary();
        return new CampaignStats
        {
            Total = participants.Count,
            Sent = states.GetValueOrDefault((SendState.Sent, false)),
            SentCopies = states.GetValueOrDefault((SendState.Sent, true)),
            Failed = states.GetValueOrDefault((SendState.Failed, false)),
            InDoubt = states.GetValueOrDefault((SendState.InDoubt, false)) + states.GetValueOrDefault((SendState.InDoubt, true)),
            Unfinished = participants.Count(p => !p.IsFinished),
            Replied = statuses.GetValueOrDefault(ParticipantStatus.Replied),
            Bounced = statuses.GetValueOrDefault(ParticipantStatus.Bounced),
            Unsubscribed = statuses.GetValueOrDefault(ParticipantStatus.Unsubscribed),
            Stopped = statuses.GetValueOrDefault(ParticipantStatus.Stopped),
            Completed = statuses.GetValueOrDefault(ParticipantStatus.Completed),
        };
    }
}
