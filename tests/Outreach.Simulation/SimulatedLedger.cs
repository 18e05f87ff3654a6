namespace Outreach.Simulation;

/// <summary>The ledger as a worker reaches it over a network.</summary>
internal sealed class SimulatedLedger(ISendLedger store, SimulatedNode node, SimulatedNetwork network, SimulatedWorld world) : ForwardingLedger(store)
{
    public override async Task<IWorkerSession> OpenSessionAsync(CancellationToken cancellationToken = default)
    {
        var session = await network.CallAsync("open", () => Inner.OpenSessionAsync(CancellationToken.None));
        world.Opened(node, session);
        return session;
    }

    public override Task<IReadOnlyList<LeasedParticipant>> LeaseDueAsync(
        IWorkerSession session, LeaseRequest request, CancellationToken cancellationToken = default) =>
        network.CallAsync("lease", async () =>
        {
            var leased = await Inner.LeaseDueAsync(session, request, CancellationToken.None);
            foreach (var one in leased)
            {
                world.Note(node.Name, $"leases {world.NameOf(one.Participant.Id)} at epoch {one.Participant.Epoch}");
                world.OnLeased(one);
            }

            return leased;
        });

    public override Task<IReadOnlyList<IntentResult>> CommitAsync(IWorkerSession session, LedgerBatch batch, CancellationToken cancellationToken = default)
    {
        // The writer uses its batch again, perhaps while a late request is still on its way.
        var copy = Copy(batch);
        return network.CallAsync("commit", async () =>
        {
            var verdicts = await Inner.CommitAsync(session, copy, CancellationToken.None);
            world.Committed(node, copy, verdicts);
            return verdicts;
        });
    }

    public override Task<RecoveryReport> RecoverAsync(
        IWorkerSession session, DateTimeOffset now, DateTimeOffset inDoubtUntil, CancellationToken cancellationToken = default) =>
        network.CallAsync("recover", async () =>
        {
            var report = await Inner.RecoverAsync(session, now, inDoubtUntil, CancellationToken.None);
            if (report != default)
            {
                world.Note(node.Name, $"recovers {report.Released} leases and {report.InDoubt} doubts");
            }

            return report;
        });

    public override Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken = default) =>
        network.CallAsync("next", () => Inner.FindNextDueAsync(CancellationToken.None));

    public override Task<EventOutcome> RecordEventAsync(EventEffects effects, CancellationToken cancellationToken = default) =>
        network.CallAsync("event", () => Inner.RecordEventAsync(effects, CancellationToken.None));

    public override Task<SendRecord?> FindSendAsync(Guid sendId, CancellationToken cancellationToken = default) =>
        network.CallAsync("find", () => Inner.FindSendAsync(sendId, CancellationToken.None));

    public override Task<SendRecord?> FindSendByMessageIdAsync(Guid organisationId, string messageId, CancellationToken cancellationToken = default) =>
        network.CallAsync("find", () => Inner.FindSendByMessageIdAsync(organisationId, messageId, CancellationToken.None));

    public override Task<IReadOnlyList<SendRecord>> ListSendsByContactAsync(
        Guid organisationId, Guid contactId, int limit, CancellationToken cancellationToken = default) =>
        network.CallAsync("list", () => Inner.ListSendsByContactAsync(organisationId, contactId, limit, CancellationToken.None));

    public override Task<long> GetQuotaUsedAsync(Guid organisationId, string quotaKey, CancellationToken cancellationToken = default) =>
        network.CallAsync("quota", () => Inner.GetQuotaUsedAsync(organisationId, quotaKey, CancellationToken.None));

    public override Task<CampaignStats> GetStatsAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        network.CallAsync("stats", () => Inner.GetStatsAsync(organisationId, campaignId, CancellationToken.None));

    private static LedgerBatch Copy(LedgerBatch batch)
    {
        var copy = new LedgerBatch();
        foreach (var result in batch.Results)
        {
            copy.Results.Add(result);
        }

        foreach (var release in batch.Releases)
        {
            copy.Releases.Add(release);
        }

        foreach (var intent in batch.Intents)
        {
            copy.Intents.Add(intent);
        }

        return copy;
    }
}
