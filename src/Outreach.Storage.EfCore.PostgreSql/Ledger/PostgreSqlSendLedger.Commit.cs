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
        if (UsualBatch.Of(batch, outbox) is { } usual && await TryCommitAsync(connection, session, usual).ConfigureAwait(false))
        {
            return [];
        }

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
        await WriteAsync(connection, session, plan).ConfigureAwait(false);
        return verdicts;
    }

    /// <summary>
    /// Writes a batch without having read or locked anything before: the conditions are those of the updates. Whether each participant of a result
    /// was moved and each send was under way shows afterwards.
    /// </summary>
    /// <returns>Whether the batch is written; if not, nothing of it is, and each of its entries is to be looked at.</returns>
    private async Task<bool> TryCommitAsync(NpgsqlConnection connection, IWorkerSession session, UsualBatch batch)
    {
        var moved = new HashSet<Guid>();
        var sent = 0;
        var updates = new Statements(connection);
        await using (updates.ConfigureAwait(false))
        {
            updates.Add("BEGIN");
            updates.Add(LedgerSql.FollowArrays);
            AddMoves(updates, session, batch.Moves);
            if (batch.Results.Length > 0)
            {
                SendWrites.AddSent(updates, session, batch.Results);
            }

            var row = await updates.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    moved.Add(row.GetGuid(0));
                }

                await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    sent++;
                }
            }
        }

        var isWritten = sent == batch.Results.Length && Array.TrueForAll(batch.Results, result => moved.Contains(result.ParticipantId));
        var end = new Statements(connection);
        await using (end.ConfigureAwait(false))
        {
            if (isWritten)
            {
                AddCancelDue(end, [.. batch.Moves.Where(move => moved.Contains(move.ParticipantId)).Select(move => (move.ParticipantId, move.To))]);
                LeadWriter.Add(end, outbox, batch.Accepted);
            }

            end.Add(isWritten ? "COMMIT" : "ROLLBACK");
            await end.RunAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return isWritten;
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
            statements.Add(LedgerSql.ReadMetadataAndClock).AddValue(MetadataNames.Generation).AddValue(MetadataNames.SuppressionKey).AddTime(LeaseNow);
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
        plan.LeaseNow = row.GetTime(2);
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

    private async Task WriteAsync(NpgsqlConnection connection, IWorkerSession session, BatchPlan plan)
    {
        var statements = new Statements(connection);
        await using (statements.ConfigureAwait(false))
        {
            // The rows are locked already, but a plan that is made here may be kept for batches whose rows are not.
            statements.Add(LedgerSql.FollowArrays);
            SendWrites.Add(statements, plan);
            ParticipantMove[] moves =
            [
                .. plan.Leases.Values
                    .Where(lease => lease.Move is not null)
                    .Select(lease => new ParticipantMove(lease.OrganisationId, lease.Id, lease.Epoch, lease.Move!, lease.Trace)),
            ];
            AddMoves(statements, session, moves);
            AddCancelDue(statements, [.. moves.Select(move => (move.ParticipantId, move.To))]);
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

    private static void AddMoves(Statements statements, IWorkerSession session, ParticipantMove[] moves)
    {
        if (moves.Length == 0)
        {
            return;
        }

        statements.Add(LedgerSql.Move)
            .AddValue(session.WorkerId)
            .Add(moves, move => move.ParticipantId)
            .Add(moves, move => move.OrganisationId)
            .Add(moves, move => move.Epoch)
            .Add(moves, move => (int)move.To.Status)
            .Add(moves, move => move.To.StepIndex)
            .Add(moves, move => move.To.DueAt)
            .Add(moves, move => move.To.Reason.Code ?? "")
            .Add(moves, move => move.To.Reason.Detail)
            .Add(moves, move => move.To.At)
            .Add(moves, move => move.Trace is { } entry ? TraceText.Write(entry) : null);
    }
}
