namespace Outreach;

/// <summary>Participants in memory.</summary>
internal sealed class InMemoryParticipantStore(InMemoryDatabase database) : IParticipantStore
{
    public Task<int> EnrolAsync(IReadOnlyList<Participant> participants, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(participants);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            if (participants.FirstOrDefault(p => FindCampaign(p) is null) is { } lost)
            {
                throw new ArgumentException($"Campaign {lost.CampaignId} does not exist.", nameof(participants));
            }

            var added = participants.Count(Enrol);
            if (added > 0)
            {
                database.Due.Raise();
            }

            return Task.FromResult(added);
        }
    }

    public Task<Participant?> FindAsync(Guid organisationId, Guid participantId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Organisation(organisationId).Participants.GetValueOrDefault(participantId)?.Value);
        }
    }

    public Task<IReadOnlyList<Participant>> ListByContactAsync(
        Guid organisationId, Guid contactId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var organisation = database.Organisation(organisationId);
            var ids = organisation.ParticipantsByContact.GetValueOrDefault(contactId) ?? [];
            return Task.FromResult<IReadOnlyList<Participant>>([.. ids.Reverse().Select(id => organisation.Participants[id].Value)]);
        }
    }

    public IAsyncEnumerable<Participant> ReadAsync(
        Guid organisationId, Guid campaignId, Guid? afterParticipantId = null, CancellationToken cancellationToken = default) =>
        InMemoryPages.ReadAsync(
            database.Gate,
            () => database.Organisation(organisationId).Campaigns.GetValueOrDefault(campaignId)?.ParticipantIds,
            id => database.Organisation(organisationId).Participants[id].Value,
            (afterParticipantId.HasValue, afterParticipantId.GetValueOrDefault()),
            cancellationToken);

    public Task<Guid?> FindLastEnrolledContactAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var campaign = database.Organisation(organisationId).Campaigns.GetValueOrDefault(campaignId);
            return Task.FromResult(campaign is { ContactIds.Count: > 0 } ? campaign.ContactIds.Max : (Guid?)null);
        }
    }

    public Task<int> MoveToVersionAsync(IReadOnlyList<VersionMove> moves, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(moves);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(moves.Count(Move));
        }
    }

    public Task<IReadOnlyList<TraceEntry>> ReadTraceAsync(
        Guid organisationId, Guid participantId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(TraceText.Read(database.Organisation(organisationId).Participants.GetValueOrDefault(participantId)?.Trace));
        }
    }

    public Task<long> CountUnfinishedAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult((long)(database.Organisation(organisationId).Campaigns.GetValueOrDefault(campaignId)?.UnfinishedCount ?? 0));
        }
    }

    public Task<long> CountDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Campaigns.Values
                .Where(campaign => campaign.Value.Status == CampaignStatus.Active)
                .SelectMany(campaign => campaign.Due.TakeWhile(entry => entry.DueAt <= now))
                .Take(limit)
                .LongCount());
        }
    }

    public Task<long> StopAllAsync(
        Guid organisationId, Guid campaignId, DecisionReason reason, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var unfinished = Unfinished(organisationId, campaignId).ToList();
            foreach (var row in unfinished)
            {
                database.Move(row, new ParticipantTransition
                {
                    Status = ParticipantStatus.Stopped,
                    StepIndex = row.Value.StepIndex,
                    Reason = reason,
                    At = at,
                });
            }

            return Task.FromResult((long)unfinished.Count);
        }
    }

    private bool Move(VersionMove move)
    {
        if (!database.Organisation(move.OrganisationId).Participants.TryGetValue(move.ParticipantId, out var row)
            || row.Value.Epoch != move.ExpectedEpoch
            || row.Sends.Exists(send => send.Value.State == SendState.Sending))
        {
            return false;
        }

        // First the version, then the place in it, so that what is moved is never seen in between.
        row.Value = row.Value with { SequenceVersionId = move.SequenceVersionId };
        database.Move(row, move.Transition);
        return true;
    }

    private CampaignRow? FindCampaign(Participant participant) =>
        database.Organisation(participant.OrganisationId).Campaigns.GetValueOrDefault(participant.CampaignId);

    private bool Enrol(Participant participant)
    {
        var organisation = database.Organisation(participant.OrganisationId);
        var campaign = organisation.Campaigns[participant.CampaignId];
        if (!campaign.ContactIds.Add(participant.ContactId))
        {
            return false;
        }

        var row = new ParticipantRow(participant, campaign);
        organisation.Participants.Add(participant.Id, row);
        campaign.ParticipantIds.Add(participant.Id);
        campaign.UnfinishedCount += participant.IsFinished ? 0 : 1;
        database.Index(row);
        if (database.IsLean)
        {
            return true;
        }

        if (!organisation.ParticipantsByContact.TryGetValue(participant.ContactId, out var ids))
        {
            organisation.ParticipantsByContact.Add(participant.ContactId, ids = []);
        }

        ids.Add(participant.Id);
        return true;
    }

    private IEnumerable<ParticipantRow> Unfinished(Guid organisationId, Guid campaignId)
    {
        var organisation = database.Organisation(organisationId);
        return organisation.Campaigns.GetValueOrDefault(campaignId) is { } campaign
            ? campaign.ParticipantIds.Select(id => organisation.Participants[id]).Where(row => !row.Value.IsFinished)
            : [];
    }
}
