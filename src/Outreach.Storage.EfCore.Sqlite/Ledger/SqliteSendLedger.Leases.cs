namespace Outreach.Storage.EfCore.Sqlite;

/// <content>Leasing and recovery.</content>
internal sealed partial class SqliteSendLedger
{
    /// <summary>The epoch of a participant's first lease: no intent can have been written before.</summary>
    private const int FirstLease = 1;

    public async Task<IReadOnlyList<LeasedParticipant>> LeaseDueAsync(
        IWorkerSession session, LeaseRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(request);

        return await database.UseHotAsync<IReadOnlyList<LeasedParticipant>>(
            connection =>
            {
                // Looked at first without a lock, so that idle workers leave the file alone.
                return FindNextDue(connection) is { } due && due <= request.Now
                    ? database.WriteHot(connection, hot => LeaseDue(hot, session, request))
                    : [];
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken = default) =>
        database.UseHotAsync(FindNextDue, cancellationToken);

    public async Task<RecoveryReport> RecoverAsync(
        IWorkerSession session, DateTimeOffset now, DateTimeOffset inDoubtUntil, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        var workers = await database.UseHotAsync(FindWorkers, cancellationToken).ConfigureAwait(false);
        workers.Remove(session.WorkerId);
        if (workers.Count == 0)
        {
            return default;
        }

        // A worker that is dead now stays dead; those that live lose only what has run out.
        var leaseNow = MicrosecondsConverter.ToMicroseconds(leaseClock.GetUtcNow());
        var lost = workers.ConvertAll(id => (Id: id, Until: WorkerLock.IsDead(database.Path, id) ? long.MaxValue : leaseNow));
        return await database.WriteHotAsync(
            connection =>
            {
                var report = default(RecoveryReport);
                foreach (var (id, until) in lost)
                {
                    report = Recover(connection, id, until, now, inDoubtUntil, report);
                }

                return report;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static DateTimeOffset? FindNextDue(SqliteHotConnection connection)
    {
        var query = connection.FindNextDue;
        var due = query.Read() ? query.GetTimeOrNull() : null;
        query.Begin();
        return due;
    }

    private static List<Guid> FindWorkers(SqliteHotConnection connection)
    {
        var workers = new List<Guid>();
        var query = connection.FindWorkers;
        while (query.Read())
        {
            workers.Add(query.GetGuid());
        }

        return workers;
    }

    private RecoveryReport Recover(
        SqliteHotConnection connection, Guid workerId, long until, DateTimeOffset now, DateTimeOffset inDoubtUntil, RecoveryReport report)
    {
        var doubtful = new List<(long Sequence, Guid ParticipantId, int Epoch)>();
        var sends = connection.DoubtLostSends.Bind(workerId).Bind(until);
        while (sends.Read())
        {
            doubtful.Add((sends.GetLong(), sends.GetGuid(), sends.GetInt()));
        }

        doubtful.ForEach(send => Tell(connection, send.Sequence, SendState.Sending, SendState.InDoubt, now));

        // One that was moved from outside meanwhile is not under this lease any more, and stays where it is.
        foreach (var (participantId, epoch) in doubtful.Select(send => (send.ParticipantId, send.Epoch)).Distinct())
        {
            connection.DoubtLostParticipant
                .Bind(inDoubtUntil).Bind(ReasonCodes.InDoubt).Bind(now).Bind(participantId).Bind(epoch).Bind(workerId).Run();
        }

        var released = connection.ReleaseLost.Bind(workerId).Bind(until).Run();
        return new RecoveryReport(report.Released + released, report.InDoubt + doubtful.Count);
    }

    private static List<(long Row, int Revision)> FindDue(SqliteHotConnection connection, LeaseRequest request)
    {
        var campaigns = new List<(Guid Id, int Revision, long Due, bool IsPaced)>();
        var query = connection.FindDueCampaigns.Bind(request.Now);
        while (query.Read())
        {
            campaigns.Add((query.GetGuid(), query.GetInt(), query.GetLong(), query.GetBool()));
        }

        // The best of each campaign are merged; once there are enough, a campaign is only asked for what is longer due than the last of them.
        var due = new List<(long Row, int Revision, long Due)>();
        foreach (var campaign in campaigns)
        {
            var before = due.Count < request.Limit ? MicrosecondsConverter.ToMicroseconds(request.Now) : due[request.Limit - 1].Due;
            if (campaign.Due > before)
            {
                break;
            }

            query = connection.FindDue.Bind(campaign.Id).Bind(before).Bind(campaign.IsPaced ? 1 : request.Limit);
            while (query.Read())
            {
                due.Add((query.GetLong(), campaign.Revision, query.GetLong()));
            }

            due = [.. due.OrderBy(entry => entry.Due).Take(request.Limit)];
        }

        return due.ConvertAll(entry => (entry.Row, entry.Revision));
    }

    private static LeasedParticipant Read(SqliteHotConnection connection, long row, int campaignRevision)
    {
        var query = connection.ReadLeased.Bind(row);
        query.Read();
        var participant = query.ReadParticipant();
        var contact = query.ReadContact(participant.ContactId, participant.OrganisationId);
        var emailKey = query.GetTextOrNull();
        var telegramKey = query.GetTextOrNull();
        query.Begin();

        return new LeasedParticipant
        {
            Participant = participant,
            Contact = contact,
            CampaignRevision = campaignRevision,
            Sends = participant.Epoch == FirstLease ? [] : ReadSends(connection, participant.Id),
            IsSuppressed = (participant.Channel == Channel.Email ? emailKey : telegramKey) is { } key
                && IsSuppressed(connection, participant.OrganisationId, key),
        };
    }

    private static List<SendRecord> ReadSends(SqliteHotConnection connection, Guid participantId)
    {
        var sends = new List<SendRecord>();
        var query = connection.ReadSends.Bind(participantId);
        while (query.Read())
        {
            sends.Add(query.ReadSend());
        }

        return sends;
    }

    private static bool IsSuppressed(SqliteHotConnection connection, Guid organisationId, string addressKey)
    {
        var query = connection.FindSuppression
            .Bind(organisationId)
            .Bind(addressKey)
            .Bind(AddressKey.DomainKeyOf(addressKey))
            .Bind(HashOf(connection, organisationId, addressKey));
        var found = query.Read();
        query.Begin();
        return found;
    }

    /// <summary>Gets the key under which the address of an erased person is suppressed; <see langword="null"/> while nobody was erased.</summary>
    private static string? HashOf(SqliteHotConnection connection, Guid organisationId, string addressKey) =>
        connection.SuppressionKey is { } key ? SuppressionHash.Compute(key, organisationId, addressKey) : null;

    private List<LeasedParticipant> LeaseDue(SqliteHotConnection connection, IWorkerSession session, LeaseRequest request)
    {
        var until = leaseClock.GetUtcNow() + request.Duration;
        var leased = new List<LeasedParticipant>();
        connection.SuppressionKey = ReadMetadata(connection, MetadataNames.SuppressionKey);
        foreach (var (row, revision) in FindDue(connection, request))
        {
            connection.Lease.Bind(session.WorkerId).Bind(until).Bind(row).Run();
            leased.Add(Read(connection, row, revision));
        }

        return leased;
    }
}
