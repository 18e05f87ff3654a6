namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>
/// Applies a batch to the rows that it is about, which are loaded and locked, entry by entry as if each were written alone; what has changed
/// is then written in a few statements.
/// </summary>
internal sealed class BatchPlan(IWorkerSession session, OutboxWriter outbox)
{
    /// <summary>Gets the participants of the batch by id.</summary>
    public Dictionary<Guid, StoredLease> Leases { get; } = [];

    /// <summary>Gets the sends of the batch by id.</summary>
    public Dictionary<Guid, StoredSend> Sends { get; } = [];

    public Dictionary<Guid, (CampaignStatus Status, DateTimeOffset? NextSendAt)> Campaigns { get; } = [];

    /// <summary>Gets from when on paced campaigns may send again.</summary>
    public Dictionary<Guid, DateTimeOffset> NextSends { get; } = [];

    /// <summary>Gets or sets which of the recipients are suppressed.</summary>
    public SuppressedAddresses Suppressed { get; set; } = new(null);

    /// <summary>Gets what is to be told to subscribers.</summary>
    public List<SendChange> Changes { get; } = [];

    /// <summary>Gets the accepted results that make leads or are for recipient lists.</summary>
    public List<SendResult> Accepted { get; } = [];

    /// <summary>Gets the entries of the addresses that were refused for good.</summary>
    public List<SuppressionEntry> NewSuppressions { get; } = [];

    /// <summary>Gets how many units of each quota are taken; every quota that the batch takes from or gives back to is there.</summary>
    public Dictionary<(Guid OrganisationId, string Key), long> Quotas { get; } = [];

    public HashSet<(Guid OrganisationId, string Key)> ChangedQuotas { get; } = [];

    /// <summary>Gets what definite refusals give back.</summary>
    public List<(Guid OrganisationId, string Key)> GivenBack { get; } = [];

    /// <summary>Gets or sets the time by which leases run out.</summary>
    public DateTimeOffset LeaseNow { get; set; }

    public int Generation { get; set; }

    public void Apply(SendResult result)
    {
        if (Sends.TryGetValue(result.Attempt.SendId, out var send)
            && send.OrganisationId == result.OrganisationId
            && send.Attempt == result.Attempt.Number
            && send.Epoch == result.Epoch
            && send.Generation == session.Generation)
        {
            RecordOutcome(send, result);
        }

        if (result.RefusedBeforeIntent is { } refused)
        {
            RecordRefusal(result, refused);
        }

        if (result.Transition is { } transition)
        {
            Move(result.OrganisationId, result.ParticipantId, result.Epoch, transition, trace: null);
        }
    }

    public void Apply(ParticipantRelease release)
    {
        if (release.Transition is { } transition)
        {
            Move(release.OrganisationId, release.ParticipantId, release.Epoch, transition, release.Trace);
        }
        else if (FindHeld(release.OrganisationId, release.ParticipantId, release.Epoch) is { } lease)
        {
            lease.Owner = null;
            lease.IsReleased = true;
        }
    }

    public IntentResult Apply(SendIntent intent)
    {
        var send = intent.Send;
        var earlier = Sends.GetValueOrDefault(send.Id);
        if (earlier is not null && earlier.IsAttempt(send, session.WorkerId))
        {
            // Written before: go on only if nobody has given the attempt up since.
            return new IntentResult(earlier.State == SendState.Sending ? IntentVerdict.Granted : IntentVerdict.Fenced);
        }

        if ((earlier is not null && !earlier.MayBeFollowedBy(send))
            || FindHeld(send.OrganisationId, send.ParticipantId, send.Epoch) is not { } lease
            || lease.Until <= LeaseNow)
        {
            return new IntentResult(IntentVerdict.Fenced);
        }

        if (Check(intent, lease) is { } refusal)
        {
            return new IntentResult(refusal);
        }

        if (Reserve(send) is { } full)
        {
            return new IntentResult(IntentVerdict.QuotaExhausted, full);
        }

        if (intent.NextSendAt is { } nextSendAt)
        {
            NextSends[lease.CampaignId] = nextSendAt;
            Campaigns[lease.CampaignId] = (CampaignStatus.Active, nextSendAt);
        }

        Store(send, earlier, lease);
        return new IntentResult(IntentVerdict.Granted);
    }

    /// <summary>Gives units back, once the quotas are loaded.</summary>
    public void GiveBack()
    {
        foreach (var key in GivenBack)
        {
            Quotas[key] = Math.Max(0, Quotas.GetValueOrDefault(key) - 1);
            ChangedQuotas.Add(key);
        }
    }

    private void RecordOutcome(StoredSend send, SendResult result)
    {
        if (SendOutcomes.StateAfter(result.Disposition, send.State, send.Doubt, send.HasResult) is not { } next)
        {
            return;
        }

        Tell(send, send.State, next, result.At);
        send.State = next;
        send.Doubt |= next == SendState.InDoubt;
        send.HasResult = true;
        send.NewResult = result;
        if (next == SendState.Sent && (result.Lead is not null || result.RecipientListId is not null))
        {
            Accepted.Add(result);
        }

        if (next is SendState.Due or SendState.Failed)
        {
            GivenBack.AddRange(StorageJson.ReadQuotas(send.Quotas).Select(claim => (send.OrganisationId, claim.Key)));
        }

        NoteRefused(result, next);
    }

    private void RecordRefusal(SendResult result, SendRecord refused)
    {
        var earlier = Sends.GetValueOrDefault(refused.Id);
        if (FindHeld(result.OrganisationId, result.ParticipantId, result.Epoch) is not { } lease
            || (earlier is not null && !earlier.MayBeFollowedBy(refused)))
        {
            return;
        }

        // Nothing was handed over this time, but an earlier attempt may still be the one in doubt.
        var before = earlier?.State ?? SendState.Sending;
        var send = Store(refused with { Quotas = [] }, earlier, lease);
        send.State = SendOutcomes.StateAfter(result.Disposition, SendState.Sending, send.Doubt, hasResult: false) ?? SendState.InDoubt;
        send.HasResult = true;
        send.NewResult = result;
        Tell(send, before, send.State, result.At);
        NoteRefused(result, send.State);
    }

    private void NoteRefused(SendResult result, SendState state)
    {
        if (state == SendState.Failed && result.Suppression is { } entry)
        {
            NewSuppressions.Add(entry);
        }
    }

    private void Tell(StoredSend send, SendState before, SendState after, DateTimeOffset at)
    {
        if (outbox.TypeOf(before, after) is { } type)
        {
            Changes.Add(new SendChange(send.Id, type, at));
        }
    }

    private void Move(Guid organisationId, Guid participantId, int epoch, ParticipantTransition to, TraceEntry? trace)
    {
        if (FindHeld(organisationId, participantId, epoch) is { } lease)
        {
            lease.Owner = null;
            lease.Move = to;
            lease.Trace = trace;
        }
    }

    private IntentVerdict? Check(SendIntent intent, StoredLease lease)
    {
        var organisationId = intent.Send.OrganisationId;
        var (status, nextSendAt) = Campaigns.GetValueOrDefault(lease.CampaignId);
        return status != CampaignStatus.Active ? IntentVerdict.Paused
            : lease.SequenceVersionId != intent.SequenceVersionId ? IntentVerdict.PlanChanged
            : Suppressed.Contains(organisationId, intent.RecipientKey) ? IntentVerdict.Suppressed
            : Generation != session.Generation ? IntentVerdict.GenerationChanged
            : intent.NextSendAt is not null && nextSendAt > intent.Send.IntentAt ? IntentVerdict.Paced
            : null;
    }

    /// <returns>The quota that is used up, or <see langword="null"/>.</returns>
    private string? Reserve(SendRecord send)
    {
        for (var i = 0; i < send.Quotas.Count; i++)
        {
            var key = (send.OrganisationId, send.Quotas[i].Key);
            var used = Quotas.GetValueOrDefault(key);
            if (used >= send.Quotas[i].Limit)
            {
                foreach (var taken in send.Quotas.Take(i))
                {
                    Quotas[(send.OrganisationId, taken.Key)]--;
                }

                return key.Key;
            }

            Quotas[key] = used + 1;
            ChangedQuotas.Add(key);
        }

        return null;
    }

    private StoredSend Store(SendRecord record, StoredSend? earlier, StoredLease lease)
    {
        var send = earlier;
        if (send is null)
        {
            send = new StoredSend { Id = record.Id, OrganisationId = record.OrganisationId, ParticipantId = record.ParticipantId, IsNew = true };
            Sends.Add(record.Id, send);
        }

        send.State = SendState.Sending;
        send.Attempt = record.Attempt;
        send.Epoch = record.Epoch;
        send.Doubt |= record.Doubt;
        send.WorkerId = session.WorkerId;
        send.Generation = session.Generation;
        send.HasResult = false;
        send.Quotas = StorageJson.WriteQuotas(record.Quotas);
        send.LeaseUntil = lease.Until.GetValueOrDefault();
        send.NewAttempt = record;
        send.NewResult = null;
        return send;
    }

    private StoredLease? FindHeld(Guid organisationId, Guid participantId, int epoch) =>
        Leases.TryGetValue(participantId, out var lease) && lease.IsHeldBy(session.WorkerId, organisationId, epoch) ? lease : null;
}
