namespace Outreach;

/// <content>Results, releases and intents.</content>
internal sealed partial class InMemorySendLedger
{
    public Task<IReadOnlyList<IntentResult>> CommitAsync(
        IWorkerSession session, LedgerBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            foreach (var result in batch.Results)
            {
                Record(session, result);
            }

            foreach (var release in batch.Releases)
            {
                Release(session, release);
            }

            return Task.FromResult<IReadOnlyList<IntentResult>>([.. batch.Intents.Select(intent => Record(session, intent))]);
        }
    }

    private void Record(IWorkerSession session, SendResult result)
    {
        if (database.Sends.TryGetValue(result.Attempt.SendId, out var row)
            && row.Value.OrganisationId == result.OrganisationId
            && row.Value.Attempt == result.Attempt.Number
            && row.Value.Epoch == result.Epoch
            && row.Value.Generation == session.Generation)
        {
            RecordOutcome(row, result);
        }

        if (result.RefusedBeforeIntent is { } refused)
        {
            RecordRefusal(session, result, refused);
        }

        if (result.Transition is { } transition
            && FindLeased(session, result.OrganisationId, result.ParticipantId, result.Epoch) is { } participant)
        {
            database.Move(participant, transition);
        }
    }

    private void RecordRefusal(IWorkerSession session, SendResult result, SendRecord send)
    {
        var row = database.Sends.GetValueOrDefault(send.Id);
        if (FindLeased(session, result.OrganisationId, result.ParticipantId, result.Epoch) is not { } participant || !MayFollow(row, send))
        {
            return;
        }

        // Nothing was handed over this time, but an earlier attempt may still be the one in doubt.
        var doubt = send.Doubt || row is { Value.Doubt: true };
        var value = send with
        {
            State = doubt ? SendState.InDoubt : StateAfter(result.Disposition),
            Doubt = doubt,
            Generation = session.Generation,
            BodyHash = send.BodyHash.ToArray(),
            Quotas = [],
            ResultAt = result.At,
            Failure = result.Failure,
            Reply = result.Reply,
        };
        var before = row?.Value.State ?? SendState.Sending;
        row ??= database.Add(participant, value);
        row.WorkerId = session.WorkerId;
        row.LeaseUntil = participant.LeaseUntil;
        database.Store(row, value);
        database.Outbox.WriteSend(before, value, result.At);
        NoteRefused(value, result);
    }

    private void RecordOutcome(SendRow row, SendResult result)
    {
        var send = row.Value;
        var next = send with { ResultAt = result.At, Failure = result.Failure, Reply = result.Reply };
        switch (send.State)
        {
            case SendState.Sending:
                var disposition = send.Doubt && result.Disposition != SendDisposition.Accepted
                    ? SendDisposition.InDoubt
                    : result.Disposition;
                next = next with { State = StateAfter(disposition), Doubt = send.Doubt || disposition == SendDisposition.InDoubt };
                break;

            // The worker was given up, and its answer came after all. Acceptance is evidence; a refusal is kept for people to see, but an
            // earlier attempt may be the one in doubt, so the send stays as it is.
            case SendState.InDoubt when result.Disposition == SendDisposition.Accepted:
                next = next with { State = SendState.Sent };
                break;
            case SendState.InDoubt:
            // Evidence was faster than the provider's own answer, which is kept for its message id.
            case SendState.Sent when send.ResultAt is null && result.Disposition == SendDisposition.Accepted:
                break;
            default:
                return;
        }

        database.Store(row, next);
        database.Outbox.WriteSend(send.State, next, result.At);
        if (next.State == SendState.Sent)
        {
            NoteAccepted(result);
        }

        if (next.State is SendState.Due or SendState.Failed)
        {
            GiveBack(send);
        }

        NoteRefused(next, result);
    }

    private void NoteRefused(SendRecord send, SendResult result)
    {
        if (send.State == SendState.Failed && result.Suppression is { } entry)
        {
            database.Organisation(entry.OrganisationId).AddSuppression(entry);
        }
    }

    private void NoteAccepted(SendResult result)
    {
        if (result.Lead is { } lead)
        {
            database.Add(lead);
        }

        if (result.RecipientListId is { } listId)
        {
            database.NoteSent(result.OrganisationId, listId, result.At);
        }
    }

    private static SendState StateAfter(SendDisposition disposition) => disposition switch
    {
        SendDisposition.Accepted => SendState.Sent,
        SendDisposition.Retry => SendState.Due,
        SendDisposition.Failed => SendState.Failed,
        _ => SendState.InDoubt,
    };

    private void Release(IWorkerSession session, ParticipantRelease release)
    {
        if (FindLeased(session, release.OrganisationId, release.ParticipantId, release.Epoch) is not { } row)
        {
            return;
        }

        if (release.Transition is { } transition)
        {
            database.Move(row, transition);
            if (release.Trace is { } entry && !database.IsLean)
            {
                row.Trace = TraceText.Append(row.Trace, entry);
            }
        }
        else
        {
            database.Store(row, row.Value, leaseOwner: null, leaseUntil: default);
        }
    }

    private IntentResult Record(IWorkerSession session, SendIntent intent)
    {
        var send = intent.Send;
        var row = database.Sends.GetValueOrDefault(send.Id);
        if (row is not null && row.Value.Attempt == send.Attempt && row.Value.Epoch == send.Epoch && row.WorkerId == session.WorkerId)
        {
            // Written before: go on only if nobody has given the attempt up since.
            return new IntentResult(row.Value.State == SendState.Sending ? IntentVerdict.Granted : IntentVerdict.Fenced);
        }

        var participant = FindLeased(session, send.OrganisationId, send.ParticipantId, send.Epoch);
        if (participant is null || participant.LeaseUntil <= database.LeaseClock.GetUtcNow() || !MayFollow(row, send))
        {
            return new IntentResult(IntentVerdict.Fenced);
        }

        if (Refusal(session, intent, participant) is { } refusal)
        {
            return refusal;
        }

        participant.Campaign.NextSendAt = intent.NextSendAt ?? participant.Campaign.NextSendAt;
        return Grant(session, send, participant, row);
    }

    private static bool MayFollow(SendRow? row, SendRecord next) =>
        row is null
        || (row.Value.ParticipantId == next.ParticipantId
            && next.Attempt > row.Value.Attempt
            && (row.Value.State == SendState.Due || (row.Value.State == SendState.InDoubt && next.Doubt)));

    private IntentResult? Refusal(IWorkerSession session, SendIntent intent, ParticipantRow participant)
    {
        if (participant.Campaign.Value.Status != CampaignStatus.Active)
        {
            return new IntentResult(IntentVerdict.Paused);
        }

        if (participant.Value.SequenceVersionId != intent.SequenceVersionId)
        {
            return new IntentResult(IntentVerdict.PlanChanged);
        }

        var organisation = database.Organisation(participant.Value.OrganisationId);
        if (database.FindSuppression(participant.Value.OrganisationId, intent.RecipientKey) is not null)
        {
            return new IntentResult(IntentVerdict.Suppressed);
        }

        if (session.Generation != database.Generation)
        {
            return new IntentResult(IntentVerdict.GenerationChanged);
        }

        if (intent.NextSendAt is not null && participant.Campaign.NextSendAt > intent.Send.IntentAt)
        {
            return new IntentResult(IntentVerdict.Paced);
        }

        return Reserve(organisation, intent.Send.Quotas) is { } full ? new IntentResult(IntentVerdict.QuotaExhausted, full) : null;
    }

    private static string? Reserve(InMemoryOrganisation organisation, IReadOnlyList<QuotaClaim> claims)
    {
        for (var i = 0; i < claims.Count; i++)
        {
            var used = organisation.Quotas.GetValueOrDefault(claims[i].Key);
            if (used >= claims[i].Limit)
            {
                GiveBack(organisation, claims.Take(i));
                return claims[i].Key;
            }

            organisation.Quotas[claims[i].Key] = used + 1;
        }

        return null;
    }

    private void GiveBack(SendRecord send) => GiveBack(database.Organisation(send.OrganisationId), send.Quotas);

    private static void GiveBack(InMemoryOrganisation organisation, IEnumerable<QuotaClaim> claims)
    {
        foreach (var claim in claims)
        {
            organisation.Quotas[claim.Key] = Math.Max(0, organisation.Quotas.GetValueOrDefault(claim.Key) - 1);
        }
    }

    private IntentResult Grant(IWorkerSession session, SendRecord send, ParticipantRow participant, SendRow? row)
    {
        var value = send with
        {
            State = SendState.Sending,
            Doubt = send.Doubt || row is { Value.Doubt: true },
            Generation = session.Generation,
            BodyHash = send.BodyHash.ToArray(),
            Quotas = [.. send.Quotas],
            ResultAt = null,
            Failure = null,
            Reply = null,
        };
        value = database.IsLean ? Lean(value, participant) : value;
        row ??= database.Add(participant, value);
        row.WorkerId = session.WorkerId;
        row.LeaseUntil = participant.LeaseUntil;
        database.Store(row, value);
        return new IntentResult(IntentVerdict.Granted);
    }

    /// <summary>Leaves out what no decision asks for; the subject of a follow-up comes from the first message.</summary>
    private static SendRecord Lean(SendRecord send, ParticipantRow participant) =>
        send with { BodyHash = default, Recipient = "", MessageId = "", Subject = participant.Sends.Count == 0 ? send.Subject : "" };

    private ParticipantRow? FindLeased(IWorkerSession session, Guid organisationId, Guid participantId, int epoch) =>
        database.Organisation(organisationId).Participants.TryGetValue(participantId, out var row) && row.IsLeasedBy(session.WorkerId, epoch)
            ? row
            : null;
}
