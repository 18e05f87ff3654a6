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
        var doubtful = new List<(long Sequence, Guid ParticipantId, int Epoch, RecipientRole Role)>();
        var sends = connection.DoubtLostSends.Bind(workerId).Bind(until);
        while (sends.Read())
        {
            doubtful.Add((sends.GetLong(), sends.GetGuid(), sends.GetInt(), (RecipientRole)sends.GetInt()));
        }

        doubtful.ForEach(send => Tell(connection, send.Sequence, SendState.Sending, SendState.InDoubt, now));

        // One that was moved from outside meanwhile is not under this lease any more, and stays where it is. Nobody waits for a copy.
        foreach (var (participantId, epoch) in doubtful.Where(send => send.Role == RecipientRole.To).Select(send => (send.ParticipantId, send.Epoch)).Distinct())
        {
            connection.DoubtLostParticipant
                .Bind(inDoubtUntil).Bind(ReasonCodes.InDoubt).Bind(now).Bind(participantId).Bind(epoch).Bind(workerId).Run();
        }

        var released = connection.ReleaseLost.Bind(workerId).Bind(until).Run();
        return new RecoveryReport(report.Released + released, report.InDoubt + doubtful.Count);
    }

    private static List<LeasedParticipant> Lease(
        SqliteHotConnection connection, Guid workerId, DateTimeOffset until, DateTimeOffset now, CampaignShare share, int revision)
    {
        var rows = new List<long>();
        var query = connection.FindDue.Bind(share.CampaignId).Bind(now).Bind(share.Count);
        while (query.Read())
        {
            rows.Add(query.GetLong());
        }

        var leased = new List<LeasedParticipant>(rows.Count);
        foreach (var row in rows)
        {
            connection.Lease.Bind(workerId).Bind(until).Bind(row).Run();
            leased.Add(Read(connection, row, revision));
        }

        return leased;
    }

    private static Dictionary<DueCampaign, int> FindDueCampaigns(SqliteHotConnection connection, DateTimeOffset now)
    {
        var revisions = new Dictionary<DueCampaign, int>();
        var query = connection.FindDueCampaigns.Bind(now);
        while (query.Read())
        {
            revisions.Add(new DueCampaign(query.GetGuid(), query.GetGuid(), query.GetBool()), query.GetInt());
        }

        return revisions;
    }

    private static LeasedParticipant Read(SqliteHotConnection connection, long row, int campaignRevision)
    {
        var query = connection.ReadLeased.Bind(row);
        query.Read();
        var participant = query.ReadParticipant();
        var contact = query.ReadContact(participant.ContactId, participant.OrganisationId);
        var emailKey = query.GetTextLike(contact.Email);
        var telegramKey = query.GetTextLike(contact.TelegramId);
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
            .BindText(DomainKeyOf(addressKey))
            .Bind(HashOf(connection, organisationId, addressKey));
        var found = query.Read();
        query.Begin();
        return found;
    }

    /// <summary>Does what <see cref="AddressKey.DomainKeyOf"/> does, without a string for each message.</summary>
    private static ReadOnlySpan<char> DomainKeyOf(ReadOnlySpan<char> addressKey) =>
        addressKey.LastIndexOf('@') is >= 0 and var at ? addressKey[at..] : [];

    /// <summary>Gets the key under which the address of an erased person is suppressed; <see langword="null"/> while nobody was erased.</summary>
    private static string? HashOf(SqliteHotConnection connection, Guid organisationId, string addressKey) =>
        connection.SuppressionKey is { } key ? SuppressionHash.Compute(key, organisationId, addressKey) : null;

    private List<LeasedParticipant> LeaseDue(SqliteHotConnection connection, IWorkerSession session, LeaseRequest request)
    {
        var until = leaseClock.GetUtcNow() + request.Duration;
        connection.SuppressionKey = ReadMetadata(connection, MetadataNames.SuppressionKey);
        var campaigns = FindDueCampaigns(connection, request.Now);
        var revisions = campaigns.ToDictionary(campaign => campaign.Key.CampaignId, campaign => campaign.Value);
        return ((SqliteWorkerSession)session).Shares.Lease(
            campaigns.Keys,
            request.Limit,
            share => Lease(connection, session.WorkerId, until, request.Now, share, revisions[share.CampaignId]));
    }
}
