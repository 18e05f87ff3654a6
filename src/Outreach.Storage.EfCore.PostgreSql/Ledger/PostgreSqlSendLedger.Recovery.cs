using Npgsql;
using NpgsqlTypes;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <content>Taking over from dead and hung workers.</content>
internal sealed partial class PostgreSqlSendLedger
{
    public Task<RecoveryReport> RecoverAsync(
        IWorkerSession session, DateTimeOffset now, DateTimeOffset inDoubtUntil, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        return database.UseAsync(
            async (connection, token) =>
            {
                var lost = await FindLostAsync(connection, session, token).ConfigureAwait(false);
                token.ThrowIfCancellationRequested();
                return lost is null ? default : await RecoverAsync(connection, session, lost, now, inDoubtUntil).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <returns>The dead, and the time by which leases run out; <see langword="null"/> if nothing was lost.</returns>
    private async Task<LostWorkers?> FindLostAsync(NpgsqlConnection connection, IWorkerSession session, CancellationToken cancellationToken)
    {
        var dead = new List<Guid>();
        DateTimeOffset? leaseNow = null;
        var command = new NpgsqlCommand(WorkerSql.FindOthers, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddValue(session.WorkerId).AddTime(LeaseNow);
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = database.WorkerTimeout, NpgsqlDbType = NpgsqlDbType.Interval });
            var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    leaseNow = row.GetTime(2);
                    if (row.GetBoolean(1))
                    {
                        dead.Add(row.GetGuid(0));
                    }
                }
            }
        }

        if (leaseNow is not { } time)
        {
            return null;
        }

        var lost = new LostWorkers([.. dead], time);
        var exists = new NpgsqlCommand(WorkerSql.HasLost, connection);
        await using (exists.ConfigureAwait(false))
        {
            Bind(exists.Parameters, session, lost);
            return (bool)(await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! ? lost : null;
        }
    }

    private async Task<RecoveryReport> RecoverAsync(
        NpgsqlConnection connection, IWorkerSession session, LostWorkers lost, DateTimeOffset now, DateTimeOffset inDoubtUntil)
    {
        var statements = new Statements(connection);
        await using (statements.ConfigureAwait(false))
        {
            statements.Add("BEGIN");
            Bind(statements.Add(WorkerSql.LockLost), session, lost);
            Bind(statements.Add(WorkerSql.DoubtLost), session, lost).AddTime(inDoubtUntil).AddText(ReasonCodes.InDoubt).AddTime(now);
            Bind(statements.Add(WorkerSql.ReleaseLost), session, lost);
            statements.Add(WorkerSql.Forget).AddValue(lost.Dead);
            var doubtful = new List<Guid>();
            int released;
            var row = await statements.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    doubtful.Add(row.GetGuid(0));
                }

                await row.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
                await row.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                released = row.GetInt32(0);
            }

            var type = outbox.TypeOf(SendState.Sending, SendState.InDoubt);
            await TellAndCommitAsync(connection, type is null ? [] : [.. doubtful.Select(id => new SendChange(id, type, now))]).ConfigureAwait(false);
            return new RecoveryReport(released, doubtful.Count);
        }
    }

    private static NpgsqlParameterCollection Bind(NpgsqlParameterCollection parameters, IWorkerSession session, LostWorkers lost) =>
        parameters.AddValue(session.WorkerId).AddValue(lost.Dead).AddTime(lost.LeaseNow);

    private sealed record LostWorkers(Guid[] Dead, DateTimeOffset LeaseNow);
}
