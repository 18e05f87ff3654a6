using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <content>Results, releases and intents.</content>
internal sealed partial class PostgreSqlSendLedger
{
    public async Task<IReadOnlyList<IntentResult>> CommitAsync(
        IWorkerSession session, LedgerBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(batch);
        return batch.Count == 0
            ? []
            : await database.UseAsync((connection, _) => CommitAsync(connection, session, batch), cancellationToken).ConfigureAwait(false);
    }

    // The key of hashed suppressions as it was last seen; asked for again in each transaction.
    private volatile string? _hashKey;

    /// <summary>
    /// Not cancelled once it has begun. If the connection breaks at the end, nobody knows whether the batch was committed; the caller then
    /// writes it again, and what was written before is seen and left alone.
    /// </summary>
    private async Task<IReadOnlyList<IntentResult>> CommitAsync(NpgsqlConnection connection, IWorkerSession session, LedgerBatch batch)
    {
        var plan = new BatchPlan(session, outbox) { Suppressed = new SuppressedAddresses(_hashKey) };
        await LoadAsync(connection, batch, plan).ConfigureAwait(false);
        foreach (var result in batch.Results)
        {
            plan.Apply(result);
        }

        foreach (var release in batch.Releases)
        {
            plan.Apply(release);
        }

        await LoadErasedAsync(connection, batch, plan).ConfigureAwait(false);
        await LoadQuotasAsync(connection, batch, plan).ConfigureAwait(false);
        plan.GiveBack();
        IntentResult[] verdicts = [.. batch.Intents.Select(plan.Apply)];
        await WriteAsync(connection, plan).ConfigureAwait(false);
        return verdicts;
    }

    private async Task LoadAsync(NpgsqlConnection connection, LedgerBatch batch, BatchPlan plan)
    {
        var statements = new Statements(connection);
        await using (statements.ConfigureAwait(false))
        {
            statements.Add("BEGIN");
            AddReads(statements, batch, plan);
            var row = await statements.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    var lease = row.ReadLease();
                    plan.Leases.Add(lease.Id, lease);
                }

                await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    var send = row.ReadStoredSend();
                    plan.Sends.Add(send.Id, send);
                }

                if (batch.Intents.Count > 0)
                {
                    if (batch.Intents.Any(intent => intent.NextSendAt is not null))
                    {
                        await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                    }

                    await LoadChecksAsync(row, plan).ConfigureAwait(false);
                }
            }
        }
    }

    private void AddReads(Statements statements, LedgerBatch batch, BatchPlan plan)
    {
        Guid[] participants =
        [
            .. batch.Results.Select(result => result.ParticipantId),
            .. batch.Releases.Select(release => release.ParticipantId),
            .. batch.Intents.Select(intent => intent.Send.ParticipantId),
        ];
        Guid[] sends = [.. batch.Results.Select(result => result.Attempt.SendId), .. batch.Intents.Select(intent => intent.Send.Id)];
        statements.Add(LedgerSql.LockParticipants).AddValue(participants);
        statements.Add(LedgerSql.LockSends).AddValue(sends);
        if (batch.Intents.Count > 0)
        {
            Guid[] paced = [.. batch.Intents.Where(intent => intent.NextSendAt is not null).Select(intent => intent.Send.CampaignId).Distinct()];
            if (paced.Length > 0)
            {
                statements.Add(LedgerSql.LockCampaigns).AddValue(paced);
            }

            statements.Add(LedgerSql.FindCampaigns).AddValue(batch.Intents.Select(intent => intent.Send.CampaignId).Distinct().ToArray());
            plan.Suppressed.Ask(statements, Recipients(batch));
            statements.Add(LedgerSql.ReadMetadata).AddValue(MetadataNames.Generation).AddValue(MetadataNames.SuppressionKey);
            statements.Add(LedgerSql.ReadClock).AddTime(LeaseNow);
        }
    }

    private static IEnumerable<(Guid OrganisationId, string Key)> Recipients(LedgerBatch batch) =>
        batch.Intents.Select(intent => (intent.Send.OrganisationId, intent.RecipientKey));

    private async Task LoadChecksAsync(NpgsqlDataReader row, BatchPlan plan)
    {
        await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
        while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            plan.Campaigns.Add(row.GetGuid(0), ((CampaignStatus)row.GetInt32(1), row.GetTimeOrNull(2)));
        }

        await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
        await plan.Suppressed.ReadAsync(row).ConfigureAwait(false);
        await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
        await row.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        plan.Generation = ToGeneration(row.GetTextOrNull(0));
        _hashKey = row.GetTextOrNull(1);
        await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
        await row.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        plan.LeaseNow = row.GetTime(0);
    }

    /// <summary>Asks again for the recipients when the key of hashed suppressions is another than was known: somebody was erased for the first time.</summary>
    private async Task LoadErasedAsync(NpgsqlConnection connection, LedgerBatch batch, BatchPlan plan)
    {
        var hashKey = _hashKey;
        if (batch.Intents.Count == 0 || hashKey == plan.Suppressed.HashKey)
        {
            return;
        }

        plan.Suppressed = new SuppressedAddresses(hashKey);
        var statements = new Statements(connection);
        await using (statements.ConfigureAwait(false))
        {
            plan.Suppressed.Ask(statements, Recipients(batch));
            var row = await statements.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                await plan.Suppressed.ReadAsync(row).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Locks the counters as late as possible and all in one order: every worker may need the same ones.</summary>
    private static async Task LoadQuotasAsync(NpgsqlConnection connection, LedgerBatch batch, BatchPlan plan)
    {
        List<(Guid OrganisationId, string Key)> keys =
        [
            .. batch.Intents.SelectMany(intent => intent.Send.Quotas.Select(claim => (intent.Send.OrganisationId, claim.Key)))
                .Concat(plan.GivenBack)
                .Distinct(),
        ];
        if (keys.Count == 0)
        {
            return;
        }

        var statements = new Statements(connection);
        await using (statements.ConfigureAwait(false))
        {
            statements.Add(LedgerSql.AddQuotas).Add(keys, key => key.OrganisationId).Add(keys, key => key.Key);
            statements.Add(LedgerSql.LockQuotas).Add(keys, key => key.OrganisationId).Add(keys, key => key.Key);
            var row = await statements.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    plan.Quotas.Add((row.GetGuid(0), row.GetString(1)), row.GetInt64(2));
                }
            }
        }
    }

    private async Task WriteAsync(NpgsqlConnection connection, BatchPlan plan)
    {
        var statements = new Statements(connection);
        await using (statements.ConfigureAwait(false))
        {
            SendWrites.Add(statements, plan);
            AddMoves(statements, [.. plan.Leases.Values.Where(lease => lease.Move is not null)]);
            StoredLease[] released = [.. plan.Leases.Values.Where(lease => lease.IsReleased)];
            if (released.Length > 0)
            {
                statements.Add(LedgerSql.EndLeases).Add(released, lease => lease.Id).Add(released, lease => lease.Epoch);
            }

            KeyValuePair<Guid, DateTimeOffset>[] nextSends = [.. plan.NextSends];
            if (nextSends.Length > 0)
            {
                statements.Add(LedgerSql.SetNextSends).Add(nextSends, next => next.Key).Add(nextSends, next => next.Value);
            }

            if (plan.ChangedQuotas.Count > 0)
            {
                (Guid OrganisationId, string Key)[] keys = [.. plan.ChangedQuotas];
                statements.Add(LedgerSql.SetQuotas)
                    .Add(keys, key => key.OrganisationId)
                    .Add(keys, key => key.Key)
                    .Add(keys, key => plan.Quotas[key]);
            }

            LeadWriter.Add(statements, outbox, plan.Accepted);
            AddSuppressions(statements, plan.NewSuppressions);
            if (plan.Changes.Count == 0)
            {
                statements.Add("COMMIT");
            }

            await statements.RunAsync(CancellationToken.None).ConfigureAwait(false);
        }

        if (plan.Changes.Count > 0)
        {
            await TellAndCommitAsync(connection, plan.Changes).ConfigureAwait(false);
        }
    }

    private async Task TellAndCommitAsync(NpgsqlConnection connection, IReadOnlyList<SendChange> changes)
    {
        var events = await OutboxWriter.ReadAsync(connection, changes).ConfigureAwait(false);
        var statements = new Statements(connection);
        await using (statements.ConfigureAwait(false))
        {
            outbox.Add(statements, events);
            statements.Add("COMMIT");
            await statements.RunAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static void AddMoves(Statements statements, StoredLease[] moved)
    {
        if (moved.Length == 0)
        {
            return;
        }

        statements.Add(LedgerSql.Move)
            .Add(moved, lease => lease.Id)
            .Add(moved, lease => lease.Epoch)
            .Add(moved, lease => (int)lease.Move!.Status)
            .Add(moved, lease => lease.Move!.StepIndex)
            .Add(moved, lease => lease.Move!.DueAt)
            .Add(moved, lease => lease.Move!.Reason.Code ?? "")
            .Add(moved, lease => lease.Move!.Reason.Detail)
            .Add(moved, lease => lease.Move!.At)
            .Add(moved, lease => lease.Trace is { } entry ? TraceText.Write(entry) : null);
        AddCancelDue(statements, [.. moved.Select(lease => (lease.Id, lease.Move!))]);
    }
}
