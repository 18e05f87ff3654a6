namespace Outreach.Simulation;

/// <summary>The store with one rule broken on purpose.</summary>
internal sealed class MutantLedger(ISendLedger store, InMemoryDatabase database, Mutant mutant) : ForwardingLedger(store)
{
    public override async Task<IReadOnlyList<IntentResult>> CommitAsync(
        IWorkerSession session, LedgerBatch batch, CancellationToken cancellationToken = default)
    {
        var changed = new LedgerBatch();
        foreach (var result in batch.Results)
        {
            changed.Results.Add(result);
        }

        foreach (var release in batch.Releases)
        {
            changed.Releases.Add(release);
        }

        foreach (var intent in batch.Intents)
        {
            changed.Intents.Add(Change(intent));
        }

        var verdicts = await Inner.CommitAsync(session, changed, cancellationToken);
        if (mutant == Mutant.NoFence)
        {
            return [.. verdicts.Select(verdict => verdict.Verdict == IntentVerdict.Fenced ? new IntentResult(IntentVerdict.Granted) : verdict)];
        }

        if (mutant == Mutant.SentBeforeHandOver)
        {
            await Inner.CommitAsync(session, AcceptGranted(batch, verdicts), cancellationToken);
        }

        return verdicts;
    }

    public override async Task<RecoveryReport> RecoverAsync(
        IWorkerSession session, DateTimeOffset now, DateTimeOffset inDoubtUntil, CancellationToken cancellationToken = default)
    {
        SendRow[] sending = [.. database.Sending];
        var report = await Inner.RecoverAsync(session, now, inDoubtUntil, cancellationToken);
        if (mutant == Mutant.LostIntentIsDue)
        {
            foreach (var row in sending.Where(row => row.Value.State == SendState.InDoubt))
            {
                database.Store(row, row.Value with { State = SendState.Due, Doubt = false });
                var participant = database.Organisation(row.Value.OrganisationId).Participants[row.Value.ParticipantId];
                database.Store(participant, participant.Value with { DueAt = now }, participant.LeaseOwner, participant.LeaseUntil);
            }
        }

        return report;
    }

    private SendIntent Change(SendIntent intent) => mutant switch
    {
        Mutant.NoQuota => intent with { Send = intent.Send with { Quotas = [] } },
        Mutant.NoSuppressionCheck => intent with { RecipientKey = "nobody@nowhere.example" },
        _ => intent,
    };

    private static LedgerBatch AcceptGranted(LedgerBatch batch, IReadOnlyList<IntentResult> verdicts)
    {
        var accepted = new LedgerBatch();
        for (var i = 0; i < verdicts.Count; i++)
        {
            if (verdicts[i].Verdict == IntentVerdict.Granted)
            {
                var send = batch.Intents[i].Send;
                accepted.Results.Add(new SendResult
                {
                    OrganisationId = send.OrganisationId,
                    ParticipantId = send.ParticipantId,
                    Attempt = new AttemptId(send.Id, send.Attempt),
                    Epoch = send.Epoch,
                    Disposition = SendDisposition.Accepted,
                    At = send.IntentAt,
                });
            }
        }

        return accepted;
    }
}
