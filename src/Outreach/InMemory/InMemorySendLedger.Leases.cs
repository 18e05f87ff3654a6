namespace Outreach;

/// <content>Leasing and recovery.</content>
internal sealed partial class InMemorySendLedger
{
    public Task<IReadOnlyList<LeasedParticipant>> LeaseDueAsync(
        IWorkerSession session, LeaseRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var until = database.LeaseClock.GetUtcNow() + request.Duration;
            var campaigns = database.Campaigns.Values
                .Where(campaign => campaign.NextLeaseAt() <= request.Now)
                .Select(campaign => new DueCampaign(campaign.Value.OrganisationId, campaign.Value.Id, campaign.Value.Pacing is not null));
            return Task.FromResult<IReadOnlyList<LeasedParticipant>>(((InMemoryWorkerSession)session).Shares.Lease(
                campaigns, request.Limit, share => Lease(share, request.Now, session.WorkerId, until)));
        }
    }

    public Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Campaigns.Values.Min(campaign => campaign.NextLeaseAt()));
        }
    }

    public Task<RecoveryReport> RecoverAsync(
        IWorkerSession session, DateTimeOffset now, DateTimeOffset inDoubtUntil, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var leaseNow = database.LeaseClock.GetUtcNow();
            var lostSends = database.Sending.Where(row => IsLost(row.WorkerId, row.LeaseUntil)).ToList();
            var doubtful = new HashSet<Guid>();
            foreach (var row in lostSends)
            {
                database.Store(row, row.Value with { State = SendState.InDoubt, Doubt = true });
                database.Outbox.WriteSend(SendState.Sending, row.Value, now);
                if (row.Value.Role == RecipientRole.To)
                {
                    doubtful.Add(row.Value.ParticipantId);
                }
            }

            var lostLeases = database.Leased.Where(row => IsLost(row.LeaseOwner!.Value, row.LeaseUntil)).ToList();
            foreach (var row in lostLeases)
            {
                EndLostLease(row, doubtful.Contains(row.Value.Id), now, inDoubtUntil);
            }

            return Task.FromResult(new RecoveryReport(lostLeases.Count(row => !doubtful.Contains(row.Value.Id)), lostSends.Count));

            bool IsLost(Guid owner, DateTimeOffset until) =>
                owner != session.WorkerId && (until <= leaseNow || !database.OpenSessions.Contains(owner));
        }
    }

    private List<LeasedParticipant> Lease(CampaignShare share, DateTimeOffset now, Guid workerId, DateTimeOffset until)
    {
        var campaign = database.Campaigns[share.CampaignId];
        var participants = database.Organisation(campaign.Value.OrganisationId).Participants;
        var due = campaign.Due.TakeWhile(entry => entry.DueAt <= now).Take(share.Count).Select(entry => participants[entry.ParticipantId]).ToList();
        return due.ConvertAll(row => Lease(row, workerId, until));
    }

    private LeasedParticipant Lease(ParticipantRow row, Guid workerId, DateTimeOffset until)
    {
        database.Store(row, row.Value with { Epoch = row.Value.Epoch + 1 }, workerId, until);
        var organisation = database.Organisation(row.Value.OrganisationId);
        var contact = organisation.Contacts[row.Value.ContactId];
        return new LeasedParticipant
        {
            Participant = row.Value,
            Contact = contact,
            CampaignRevision = row.Campaign.Value.Revision,
            Sends = row.Sends.Count == 0 ? [] : row.Sends.ConvertAll(static send => send.Value),
            IsSuppressed = organisation.Suppressions.Count > 0 && KeyOf(contact, row.Value.Channel) is { } key && database.FindSuppression(row.Value.OrganisationId, key) is not null,
        };
    }

    private void EndLostLease(ParticipantRow row, bool inDoubt, DateTimeOffset now, DateTimeOffset inDoubtUntil)
    {
        var value = row.Value with { Epoch = row.Value.Epoch + 1 };
        if (inDoubt)
        {
            value = value with { DueAt = inDoubtUntil, Reason = new DecisionReason(ReasonCodes.InDoubt), UpdatedAt = now };
        }

        database.Store(row, value, leaseOwner: null, leaseUntil: default);
    }

    private static string? KeyOf(Contact contact, Channel channel) =>
        contact.AddressOn(channel) is { } address ? AddressKey.Of(channel, address) : null;
}
