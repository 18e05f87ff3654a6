using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <content>Leasing.</content>
internal sealed partial class PostgreSqlSendLedger
{
    /// <summary>The epoch of a participant's first lease: no intent can have been written before.</summary>
    private const int FirstLease = 1;

    public Task<IReadOnlyList<LeasedParticipant>> LeaseDueAsync(
        IWorkerSession session, LeaseRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(request);
        return database.UseAsync<IReadOnlyList<LeasedParticipant>>(
            async (connection, token) =>
            {
                var own = (PostgreSqlWorkerSession)session;
                await EndUnknownLeaseAsync(connection, own, token).ConfigureAwait(false);

                // Looked at first without a transaction, so that idle workers leave the database alone.
                var due = await FindDueCampaignsAsync(connection, request, token).ConfigureAwait(false);
                token.ThrowIfCancellationRequested();
                return due.Campaigns.Count == 0 ? [] : await LeaseAsync(connection, own, request, due).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken = default) => database.UseAsync(
        async (connection, token) =>
        {
            var command = new NpgsqlCommand(LedgerSql.FindNextDue, connection);
            await using (command.ConfigureAwait(false))
            {
                var row = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                await using (row.ConfigureAwait(false))
                {
                    return await row.ReadAsync(token).ConfigureAwait(false) ? row.GetTimeOrNull(0) : null;
                }
            }
        },
        cancellationToken);

    private static async Task EndUnknownLeaseAsync(NpgsqlConnection connection, PostgreSqlWorkerSession session, CancellationToken cancellationToken)
    {
        if (session.UnknownLease is not { } until)
        {
            return;
        }

        var command = new NpgsqlCommand(LedgerSql.EndUnknownLease, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddValue(session.WorkerId).AddTime(until);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            session.UnknownLease = null;
        }
    }

    private async Task<DueCampaigns> FindDueCampaignsAsync(
        NpgsqlConnection connection, LeaseRequest request, CancellationToken cancellationToken)
    {
        var due = new DueCampaigns([], default, null);
        var command = new NpgsqlCommand(LedgerSql.FindDueCampaigns, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddTime(request.Now).AddTime(LeaseNow).AddValue(MetadataNames.SuppressionKey);
            var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    due.Campaigns.Add(new DueCampaign(row.GetGuid(0), row.GetGuid(1), row.GetBoolean(2)), row.GetInt32(3));
                    due = due with { LeaseNow = row.GetTime(4), HashKey = row.GetTextOrNull(5) };
                }
            }
        }

        return due;
    }

    /// <summary>
    /// Leaves out the paced campaigns of which others lease at this moment, and those that have changed since they were found: until this transaction
    /// ends, nobody else leases of what is left.
    /// </summary>
    private async Task<DueCampaigns> LockPacedAsync(NpgsqlConnection connection, LeaseRequest request, DueCampaigns due)
    {
        Guid[] paced = [.. due.Campaigns.Keys.Where(campaign => campaign.IsPaced).Select(campaign => campaign.CampaignId)];
        if (paced.Length == 0)
        {
            return due;
        }

        var locked = new HashSet<Guid>();
        var command = new NpgsqlCommand(LedgerSql.LockFreeCampaigns, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddValue(paced);
            var row = await command.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    locked.Add(row.GetGuid(0));
                }
            }
        }

        var again = await FindDueCampaignsAsync(connection, request, CancellationToken.None).ConfigureAwait(false);
        return due with
        {
            Campaigns = again.Campaigns.Where(campaign => !campaign.Key.IsPaced || locked.Contains(campaign.Key.CampaignId)).ToDictionary(),
        };
    }

    /// <summary>Not cancelled half way: a lease that was taken must be known to the caller, or it would be held until it runs out.</summary>
    private async Task<IReadOnlyList<LeasedParticipant>> LeaseAsync(
        NpgsqlConnection connection, PostgreSqlWorkerSession session, LeaseRequest request, DueCampaigns due)
    {
        // Different from that of all other leases of this worker, so that these can be found should the commit's answer be lost.
        var until = due.LeaseNow + request.Duration;
        until = until > session.LatestLease ? until : session.LatestLease + TimeSpan.FromMicroseconds(1);
        session.LatestLease = until;
        session.UnknownLease = until;
        var transaction = await connection.BeginTransactionAsync(CancellationToken.None).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            due = await LockPacedAsync(connection, request, due).ConfigureAwait(false);
            var leased = new List<LeaseRow>();
            var shares = session.Shares;
            shares.Begin(due.Campaigns.Keys);
            while (shares.Next(request.Limit - leased.Count) is { Count: > 0 } round)
            {
                var taken = await LeaseAsync(connection, session.WorkerId, until, request.Now, round).ConfigureAwait(false);
                var counts = taken.CountBy(row => row.Participant.CampaignId).ToDictionary();
                foreach (var share in round)
                {
                    shares.Report(share, counts.GetValueOrDefault(share.CampaignId));
                }

                leased.AddRange(taken);
            }

            var revisions = due.Campaigns.ToDictionary(entry => entry.Key.CampaignId, entry => entry.Value);
            var complete = await CompleteAndCommitAsync(connection, leased, revisions, new SuppressedAddresses(due.HashKey)).ConfigureAwait(false);
            session.UnknownLease = null;
            return complete;
        }
    }

    private static async Task<List<LeaseRow>> LeaseAsync(
        NpgsqlConnection connection, Guid workerId, DateTimeOffset until, DateTimeOffset now, IReadOnlyList<CampaignShare> round)
    {
        var statements = new Statements(connection);
        await using (statements.ConfigureAwait(false))
        {
            statements.Add(LedgerSql.CommitWithoutWaiting);
            statements.Add(LedgerSql.Lease)
                .Add(round, share => share.CampaignId)
                .Add(round, share => share.Count)
                .AddTime(now)
                .AddValue(workerId)
                .AddTime(until);
            var leased = new List<LeaseRow>();
            var row = await statements.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    var participant = row.ReadParticipant();
                    leased.Add(new LeaseRow(participant, row.ReadContact(participant, 14), row.GetTextOrNull(26), row.GetTextOrNull(27)));
                }
            }

            return leased;
        }
    }

    /// <summary>Adds the sends so far, and whether the contact is suppressed, and ends the transaction.</summary>
    private static async Task<IReadOnlyList<LeasedParticipant>> CompleteAndCommitAsync(
        NpgsqlConnection connection, List<LeaseRow> leased, Dictionary<Guid, int> revisions, SuppressedAddresses suppressed)
    {
        var sends = new Dictionary<Guid, List<SendRecord>>();
        var statements = new Statements(connection);
        await using (statements.ConfigureAwait(false))
        {
            LeaseRow[] leasedBefore = [.. leased.Where(row => row.Participant.Epoch != FirstLease)];
            if (leased.Count > 0)
            {
                suppressed.Ask(statements, leased.Where(row => row.AddressKey is not null).Select(row => (row.Participant.OrganisationId, row.AddressKey!)));
            }

            if (leasedBefore.Length > 0)
            {
                statements.Add(LedgerSql.ReadSends).Add(leasedBefore, row => row.Participant.Id);
            }

            statements.Add("COMMIT");
            var row = await statements.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                await suppressed.ReadAsync(row).ConfigureAwait(false);
                await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                await ReadSendsAsync(row, sends).ConfigureAwait(false);

                // Whether it was committed shows behind the last row.
                await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        return
        [
            .. leased.OrderBy(row => row.Participant.DueAt).Select(row => new LeasedParticipant
            {
                Participant = row.Participant,
                Contact = row.Contact,
                CampaignRevision = revisions[row.Participant.CampaignId],
                Sends = sends.GetValueOrDefault(row.Participant.Id) ?? [],
                IsSuppressed = row.AddressKey is { } key && suppressed.Contains(row.Participant.OrganisationId, key),
            }),
        ];
    }

    private static async Task ReadSendsAsync(NpgsqlDataReader row, Dictionary<Guid, List<SendRecord>> sends)
    {
        while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            var send = row.ReadSend();
            if (!sends.TryGetValue(send.ParticipantId, out var list))
            {
                sends.Add(send.ParticipantId, list = []);
            }

            list.Add(send);
        }
    }

    private sealed record DueCampaigns(Dictionary<DueCampaign, int> Campaigns, DateTimeOffset LeaseNow, string? HashKey);

    private sealed record LeaseRow(Participant Participant, Contact Contact, string? EmailKey, string? TelegramKey)
    {
        public string? AddressKey => Participant.Channel == Outreach.Channel.Email ? EmailKey : TelegramKey;
    }
}
