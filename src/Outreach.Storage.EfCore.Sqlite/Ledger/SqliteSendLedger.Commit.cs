namespace Outreach.Storage.EfCore.Sqlite;

/// <content>Results, releases and intents.</content>
internal sealed partial class SqliteSendLedger
{
    public async Task<IReadOnlyList<IntentResult>> CommitAsync(
        IWorkerSession session, LedgerBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Count == 0)
        {
            return [];
        }

        return await database.WriteHotAsync(connection => Commit(connection, session, batch), cancellationToken).ConfigureAwait(false);
    }

    private void Record(SqliteHotConnection connection, IWorkerSession session, SendResult result)
    {
        // Events are about what the row was before.
        if (result.Disposition == SendDisposition.Accepted && subscriptions.IsEmpty && TrySetSent(connection, session, result))
        {
            NoteAccepted(connection, result);
        }
        else
        {
            RecordOutcome(connection, session, result);
        }

        if (result.RefusedBeforeIntent is { } refused)
        {
            RecordRefusal(connection, session, result, refused);
        }

        if (result.Transition is { } transition)
        {
            Move(connection, session, result.OrganisationId, result.ParticipantId, result.Epoch, transition);
        }
    }

    private static bool TrySetSent(SqliteHotConnection connection, IWorkerSession session, SendResult result) =>
        connection.SetSent
            .Bind(result.At)
            .Bind(result.Reply)
            .Bind(result.Attempt.SendId)
            .Bind(result.OrganisationId)
            .Bind(result.Attempt.Number)
            .Bind(result.Epoch)
            .Bind(session.Generation)
            .Run() > 0;

    private void RecordOutcome(SqliteHotConnection connection, IWorkerSession session, SendResult result)
    {
        var send = connection.FindForResult
            .Bind(result.Attempt.SendId).Bind(result.OrganisationId).Bind(result.Attempt.Number).Bind(result.Epoch).Bind(session.Generation);
        if (send.Read())
        {
            var sequence = send.GetLong();
            var state = (SendState)send.GetInt();
            var doubt = send.GetBool();
            var hasResult = send.GetLongOrNull() is not null;
            var quotas = send.GetTextOrNull();
            send.Begin();
            RecordOutcome(connection, result, sequence, state, doubt, hasResult, quotas);
        }
    }

    private void RecordRefusal(SqliteHotConnection connection, IWorkerSession session, SendResult result, SendRecord send)
    {
        var lease = connection.FindLease.Bind(result.ParticipantId).Bind(result.OrganisationId).Bind(result.Epoch).Bind(session.WorkerId);
        if (!lease.Read())
        {
            return;
        }

        var until = lease.GetTime();
        lease.Begin();
        var earlier = EarlierAttempt.Find(connection, send.Id);
        if (earlier is not null && !earlier.MayBeFollowedBy(send))
        {
            return;
        }

        // Nothing was handed over this time, but an earlier attempt may still be the one in doubt.
        var doubt = send.Doubt || earlier is { Doubt: true };
        var sequence = Store(connection, session, send with { Quotas = [] }, earlier, doubt, until);
        var state = SendOutcomes.StateAfter(result.Disposition, SendState.Sending, doubt, hasResult: false) ?? SendState.InDoubt;
        SetResult(connection, result, sequence, state, doubt);
        Tell(connection, sequence, earlier?.State ?? SendState.Sending, state, result.At);
        NoteRefused(connection, result, state);
    }

    private static void NoteRefused(SqliteHotConnection connection, SendResult result, SendState state)
    {
        if (state == SendState.Failed && result.Suppression is { } entry)
        {
            Suppress(connection, entry);
        }
    }

    private static void SetResult(SqliteHotConnection connection, SendResult result, long sequence, SendState state, bool doubt) =>
        connection.SetResult
            .Bind((long)state).Bind(doubt).Bind(result.At).Bind((long?)result.Failure).Bind(result.Reply).Bind(sequence).Run();

    private void RecordOutcome(
        SqliteHotConnection connection, SendResult result, long sequence, SendState state, bool doubt, bool hasResult, string? quotas)
    {
        if (SendOutcomes.StateAfter(result.Disposition, state, doubt, hasResult) is not { } next)
        {
            return;
        }

        SetResult(connection, result, sequence, next, doubt || next == SendState.InDoubt);
        Tell(connection, sequence, state, next, result.At);
        if (next == SendState.Sent)
        {
            NoteAccepted(connection, result);
        }

        if (next is SendState.Due or SendState.Failed)
        {
            foreach (var claim in StorageJson.ReadQuotas(quotas))
            {
                connection.GiveQuotaBack.Bind(result.OrganisationId).Bind(claim.Key).Run();
            }
        }

        NoteRefused(connection, result, next);
    }

    private static void Release(SqliteHotConnection connection, IWorkerSession session, ParticipantRelease release)
    {
        if (release is { Transition: { } to, Trace: { } entry })
        {
            var moved = connection.MoveLeasedAndTrace
                .Bind(to).Bind(TraceText.Write(entry)).Bind(release.ParticipantId).Bind(release.OrganisationId).Bind(release.Epoch).Bind(session.WorkerId)
                .Run();
            if (moved > 0)
            {
                CancelDue(connection, release.ParticipantId, to);
            }
        }
        else if (release.Transition is { } transition)
        {
            Move(connection, session, release.OrganisationId, release.ParticipantId, release.Epoch, transition);
        }
        else
        {
            connection.EndLease.Bind(release.ParticipantId).Bind(release.OrganisationId).Bind(release.Epoch).Bind(session.WorkerId).Run();
        }
    }

    private static void Move(
        SqliteHotConnection connection, IWorkerSession session, Guid organisationId, Guid participantId, int epoch, ParticipantTransition to)
    {
        if (connection.MoveLeased.Bind(to).Bind(participantId).Bind(organisationId).Bind(epoch).Bind(session.WorkerId).Run() > 0)
        {
            CancelDue(connection, participantId, to);
        }
    }

    private static void CancelDue(SqliteHotConnection connection, Guid participantId, ParticipantTransition to)
    {
        connection.CancelDue.Bind(participantId).Bind(SendOutcomes.Finishes(to)).Bind(to.StepIndex).Run();
    }

    private static IntentVerdict? Reserve(SqliteHotConnection connection, SendRecord send, out string? full)
    {
        for (var i = 0; i < send.Quotas.Count; i++)
        {
            var claim = send.Quotas[i];
            if (claim.Limit > 0 && connection.TakeQuota.Bind(send.OrganisationId).Bind(claim.Key).Bind(claim.Limit).Run() > 0)
            {
                continue;
            }

            foreach (var taken in send.Quotas.Take(i))
            {
                connection.GiveQuotaBack.Bind(send.OrganisationId).Bind(taken.Key).Run();
            }

            full = claim.Key;
            return IntentVerdict.QuotaExhausted;
        }

        full = null;
        return null;
    }

    private IntentResult[] Commit(SqliteHotConnection connection, IWorkerSession session, LedgerBatch batch)
    {
        foreach (var result in batch.Results)
        {
            Record(connection, session, result);
        }

        foreach (var release in batch.Releases)
        {
            Release(connection, session, release);
        }

        var verdicts = new IntentResult[batch.Intents.Count];
        var now = leaseClock.GetUtcNow();
        var isGenerationSame = verdicts.Length == 0 || ReadGeneration(connection) == session.Generation;
        connection.SuppressionKey = verdicts.Length == 0 ? null : ReadMetadata(connection, MetadataNames.SuppressionKey);
        for (var i = 0; i < verdicts.Length; i++)
        {
            var intent = batch.Intents[i];
            verdicts[i] = isGenerationSame && intent.NextSendAt is null && TryGrant(connection, session, intent, now)
                ? ReserveOrTakeBack(connection, intent.Send)
                : Record(connection, session, intent, now, isGenerationSame);
        }

        return verdicts;
    }

    /// <summary>Records the usual intent, the first of a send for which everything holds and whose campaign is not paced, with two statements.</summary>
    private static bool TryGrant(SqliteHotConnection connection, IWorkerSession session, SendIntent intent, DateTimeOffset now)
    {
        var send = intent.Send;
        var grant = connection.FindGrant
            .Bind(send.ParticipantId)
            .Bind(send.OrganisationId)
            .Bind(send.Epoch)
            .Bind(session.WorkerId)
            .Bind(now)
            .Bind(intent.SequenceVersionId)
            .Bind(intent.RecipientKey)
            .BindText(DomainKeyOf(intent.RecipientKey))
            .Bind(HashOf(connection, send.OrganisationId, intent.RecipientKey));
        if (!grant.Read())
        {
            return false;
        }

        var until = grant.GetTime();
        grant.Begin();
        return connection.InsertSend.BindNew(send, session.Generation).Bind(session.WorkerId).Bind(until).Run() > 0;
    }

    private static IntentResult ReserveOrTakeBack(SqliteHotConnection connection, SendRecord send)
    {
        var sequence = connection.LastInsertedRow;
        if (Reserve(connection, send, out var full) is not { } refusal)
        {
            return new IntentResult(IntentVerdict.Granted);
        }

        connection.DeleteSend.Bind(sequence).Run();
        return new IntentResult(refusal, full);
    }

    private static IntentResult Record(
        SqliteHotConnection connection, IWorkerSession session, SendIntent intent, DateTimeOffset now, bool isGenerationSame)
    {
        var send = intent.Send;
        var earlier = EarlierAttempt.Find(connection, send.Id);
        if (earlier is not null && earlier.Is(send, session.WorkerId))
        {
            // Written before: go on only if nobody has given the attempt up since.
            return new IntentResult(earlier.State == SendState.Sending ? IntentVerdict.Granted : IntentVerdict.Fenced);
        }

        if (earlier is not null && !earlier.MayBeFollowedBy(send))
        {
            return new IntentResult(IntentVerdict.Fenced);
        }

        var lease = connection.FindLease.Bind(send.ParticipantId).Bind(send.OrganisationId).Bind(send.Epoch).Bind(session.WorkerId);
        if (!lease.Read())
        {
            return new IntentResult(IntentVerdict.Fenced);
        }

        var until = lease.GetTime();
        var sequenceVersionId = lease.GetGuid();
        var status = (CampaignStatus)lease.GetInt();
        var nextSendAt = lease.GetTimeOrNull();
        lease.Begin();
        string? full = null;
        var verdict = until <= now ? IntentVerdict.Fenced
            : status != CampaignStatus.Active ? IntentVerdict.Paused
            : sequenceVersionId != intent.SequenceVersionId ? IntentVerdict.PlanChanged
            : IsSuppressed(connection, send.OrganisationId, intent.RecipientKey) ? IntentVerdict.Suppressed
            : !isGenerationSame ? IntentVerdict.GenerationChanged
            : intent.NextSendAt is not null && nextSendAt > send.IntentAt ? IntentVerdict.Paced
            : Reserve(connection, send, out full) ?? IntentVerdict.Granted;
        if (verdict == IntentVerdict.Granted)
        {
            if (intent.NextSendAt is not null)
            {
                connection.SetNextSend.Bind(intent.NextSendAt).Bind(send.CampaignId).Run();
            }

            Store(connection, session, send, earlier, send.Doubt || earlier is { Doubt: true }, until);
        }

        return new IntentResult(verdict, full);
    }

    private static long Store(
        SqliteHotConnection connection, IWorkerSession session, SendRecord send, EarlierAttempt? earlier, bool doubt, DateTimeOffset leaseUntil)
    {
        if (earlier is null)
        {
            connection.InsertSend.BindNew(send, session.Generation).Bind(session.WorkerId).Bind(leaseUntil).Run();
            return connection.LastInsertedRow;
        }

        connection.UpdateSend.BindNext(send, doubt, session.Generation).Bind(session.WorkerId).Bind(leaseUntil).Bind(earlier.Sequence).Run();
        return earlier.Sequence;
    }
}
