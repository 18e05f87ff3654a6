namespace Outreach;

/// <summary>All data of the in-memory store. Whoever reads or writes it holds <see cref="Gate"/>; values that go in or out are immutable.</summary>
internal sealed class InMemoryDatabase(TimeProvider leaseClock, EventSubscriptions subscriptions)
{
    private readonly Dictionary<Guid, InMemoryOrganisation> _organisations = [];
    private long _lastSequence;

    public Lock Gate { get; } = new();

    public TimeProvider LeaseClock { get; } = leaseClock;

    /// <summary>Gets the signal for idle workers. Whoever raises it may hold <see cref="Gate"/>: waiters go on on other threads.</summary>
    public DueSignal Due { get; } = new();

    /// <summary>
    /// Gets whether only what further decisions need is kept, for forecasts: no traces, of sends no hashes, addresses and Message-IDs, and no
    /// sends of steps that participants are past. Contacts are not found by address, participants not by contact.
    /// </summary>
    public bool IsLean { get; init; }

    /// <summary>Gets or sets whether a lean database keeps the sends of steps that participants are past: conditions go by what happened to them.</summary>
    public bool KeepsPastSends { get; set; }

    public InMemoryOutbox Outbox { get; } = new(subscriptions);

    /// <summary>Gets the campaigns of all organisations by id.</summary>
    public Dictionary<Guid, CampaignRow> Campaigns { get; } = [];

    /// <summary>Gets the sends of all organisations by id.</summary>
    public Dictionary<Guid, SendRow> Sends { get; } = [];

    /// <summary>Gets the participants that are leased, of all organisations.</summary>
    public HashSet<ParticipantRow> Leased { get; } = [];

    /// <summary>Gets the sends with an intent and no result, of all organisations.</summary>
    public HashSet<SendRow> Sending { get; } = [];

    /// <summary>Gets the erased contacts that had a message under way.</summary>
    public HashSet<(Guid Organisation, Guid Contact)> UnfinishedErasures { get; } = [];

    public IEnumerable<InMemoryOrganisation> Organisations => _organisations.Values;

    public HashSet<Guid> OpenSessions { get; } = [];

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public int Generation =>
        Metadata.TryGetValue(MetadataNames.Generation, out var text)
            ? int.Parse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture)
            : 1;

    public InMemoryOrganisation Organisation(Guid id)
    {
        if (!_organisations.TryGetValue(id, out var organisation))
        {
            _organisations.Add(id, organisation = new InMemoryOrganisation());
        }

        return organisation;
    }

    public SuppressionEntry? FindSuppression(Guid organisationId, string addressKey) => Organisation(organisationId).FindSuppression(
        addressKey,
        Metadata.TryGetValue(MetadataNames.SuppressionKey, out var key) ? SuppressionHash.Compute(key, organisationId, addressKey) : null);

    /// <summary>Removes a participant with its sends.</summary>
    public void Remove(ParticipantRow participant)
    {
        var organisation = Organisation(participant.Value.OrganisationId);
        Unindex(participant);
        participant.Campaign.UnfinishedCount -= participant.Value.IsFinished ? 0 : 1;
        participant.Campaign.ParticipantIds.Remove(participant.Value.Id);
        participant.Campaign.ContactIds.Remove(participant.Value.ContactId);
        organisation.Participants.Remove(participant.Value.Id);
        organisation.ParticipantsByContact[participant.Value.ContactId].Remove(participant.Value.Id);
        foreach (var send in participant.Sends)
        {
            Sends.Remove(send.Value.Id);
            Sending.Remove(send);
            participant.Campaign.SendIds.Remove(send.Value.Id);
            organisation.SendsByContact[send.Value.ContactId].Remove(send);
            organisation.SendsByMessageId.Remove(send.Value.MessageId);
        }
    }

    public long NextSequence() => ++_lastSequence;

    /// <summary>Replaces a participant and its lease, and keeps the indexes right.</summary>
    public void Store(ParticipantRow row, Participant value, Guid? leaseOwner, DateTimeOffset leaseUntil)
    {
        Unindex(row);
        row.Campaign.UnfinishedCount += (value.IsFinished ? 0 : 1) - (row.Value.IsFinished ? 0 : 1);
        row.Value = value;
        row.LeaseOwner = leaseOwner;
        row.LeaseUntil = leaseUntil;
        Index(row);
    }

    public void Index(ParticipantRow row)
    {
        if (row.LeaseOwner is not null)
        {
            Leased.Add(row);
            row.Campaign.LeasedCount++;
        }
        else if (row.Value.DueAt is { } due)
        {
            row.Campaign.Due.Add((due, row.Value.Id));
        }
    }

    public void Unindex(ParticipantRow row)
    {
        if (Leased.Remove(row))
        {
            row.Campaign.LeasedCount--;
        }

        if (row.Value.DueAt is { } due)
        {
            row.Campaign.Due.Remove((due, row.Value.Id));
        }
    }

    /// <summary>Replaces a send and keeps the indexes right.</summary>
    public void Store(SendRow row, SendRecord value)
    {
        row.Value = value;
        if (value.State == SendState.Sending)
        {
            Sending.Add(row);
        }
        else
        {
            Sending.Remove(row);
        }
    }

    /// <summary>Moves a participant, ends its lease, and cancels sends that will not be tried again.</summary>
    public void Move(ParticipantRow row, ParticipantTransition to)
    {
        var moved = row.Value with
        {
            Status = to.Status,
            StepIndex = to.StepIndex,
            DueAt = to.DueAt,
            Reason = to.Reason,
            UpdatedAt = to.At,
            Epoch = row.Value.Epoch + 1,
        };
        Store(row, moved, leaseOwner: null, leaseUntil: default);
        foreach (var send in row.Sends)
        {
            if (send.Value.State == SendState.Due && (moved.IsFinished || send.Value.StepIndex < moved.StepIndex))
            {
                Store(send, send.Value with { State = SendState.Cancelled });
            }
        }

        if (IsLean)
        {
            Forget(row);
        }
    }

    /// <summary>Adds a lead with its event and its place in the pipeline, unless it is there.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(Lead lead)
    {
        var audiences = Organisation(lead.OrganisationId).Audiences;
        if (IsLean || audiences.HasLead(lead))
        {
            return false;
        }

        audiences.Add(lead);
        Outbox.Write(OutreachEvents.ForLead(lead));
        return true;
    }

    /// <summary>Notes that a message to a recipient list was accepted, to the minute.</summary>
    public void NoteSent(Guid organisationId, Guid listId, DateTimeOffset at)
    {
        var lists = Organisation(organisationId).Audiences.Lists;
        if (lists.TryGetValue(listId, out var list) && (list.LastSentAt is not { } before || before <= at.AddMinutes(-1)))
        {
            lists[listId] = list with { LastSentAt = at };
        }
    }

    /// <summary>Adds a send as it stands.</summary>
    public SendRow Add(ParticipantRow participant, SendRecord value)
    {
        var row = new SendRow(value, NextSequence());
        Sends.Add(value.Id, row);
        participant.Sends.Add(row);
        if (IsLean)
        {
            return row;
        }

        participant.Campaign.SendIds.Add(value.Id);
        var organisation = Organisation(value.OrganisationId);
        if (!organisation.SendsByContact.TryGetValue(value.ContactId, out var sends))
        {
            organisation.SendsByContact.Add(value.ContactId, sends = []);
        }

        sends.Add(row);
        if (value.Role == RecipientRole.To)
        {
            organisation.SendsByMessageId.TryAdd(value.MessageId, row);
        }

        return row;
    }

    /// <summary>Forgets the sends of steps that a participant is past, but for the first, whose subject follow-ups take.</summary>
    private void Forget(ParticipantRow row)
    {
        var first = row.Value.IsFinished ? 0 : 1;
        for (var i = row.Sends.Count - 1; i >= first; i--)
        {
            if (row.Value.IsFinished || (!KeepsPastSends && row.Sends[i].Value.StepIndex < row.Value.StepIndex))
            {
                Sends.Remove(row.Sends[i].Value.Id);
                Sending.Remove(row.Sends[i]);
                row.Sends.RemoveAt(i);
            }
        }
    }
}
