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
            var due = FindDue(request);
            return Task.FromResult<IReadOnlyList<LeasedParticipant>>(due.ConvertAll(entry => Lease(entry.Row, session.WorkerId, until)));
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
                doubtful.Add(row.Value.ParticipantId);
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

    private List<(DateTimeOffset DueAt, ParticipantRow Row)> FindDue(LeaseRequest request)
    {
        var due = new List<(DateTimeOffset DueAt, ParticipantRow Row)>();
        foreach (var campaign in database.Campaigns.Values.Where(campaign => campaign.NextLeaseAt() <= request.Now))
        {
            var participants = database.Organisation(campaign.Value.OrganisationId).Participants;
            var most = campaign.Value.Pacing is null ? request.Limit : 1;
            foreach (var (dueAt, id) in campaign.Due)
            {
                if (dueAt > request.Now || most-- == 0)
                {
                    break;
                }

                due.Add((dueAt, participants[id]));
            }
        }

        // Those of one campaign are in order already, and stay so: participants with the same time go by their ids.
        due.Sort(static (left, right) => (left.DueAt, left.Row.Value.Id).CompareTo((right.DueAt, right.Row.Value.Id)));
        due.RemoveRange(Math.Min(request.Limit, due.Count), Math.Max(0, due.Count - request.Limit));
        return due;
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

    private static string? KeyOf(Contact contact, Channel channel) => channel switch
    {
        Channel.Email => contact.Email is null ? null : AddressKey.FromEmail(contact.Email),
        _ => contact.TelegramId is null ? null : AddressKey.FromTelegram(contact.TelegramId),
    };
}
