using Microsoft.Extensions.Logging;
using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>
/// A worker's connection of its own: it holds the lock by which others see that the worker lives, says so again and again, and hears when
/// another process has made something due. A connection that is lost is made anew for as long as the worker runs.
/// </summary>
internal sealed class WorkerPresence(PostgreSqlDatabase database, Guid workerId, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopped = new();
    private NpgsqlConnection? _connection;
    private Task _loop = Task.CompletedTask;

    public Guid WorkerId { get; } = workerId;

    public async Task AppearAsync(CancellationToken cancellationToken)
    {
        await ConnectAsync(cancellationToken).ConfigureAwait(false);
        _loop = Task.Run(StayAsync, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopped.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await _stopped.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException)
        {
            // The driver's own callback fails if its connection broke at this moment; the loop is told all the same.
        }

        await _loop.ConfigureAwait(false);
        try
        {
            if (_connection is not null)
            {
                await RunAsync(WorkerSql.Leave, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException)
        {
            // The others will notice.
        }

        await DisconnectAsync().ConfigureAwait(false);
        _stopped.Dispose();
    }

    private async Task StayAsync()
    {
        while (!_stopped.IsCancellationRequested)
        {
            try
            {
                if (_connection is null)
                {
                    await ConnectAsync(_stopped.Token).ConfigureAwait(false);

                    // What was told meanwhile was not heard.
                    database.Due.Raise();
                }

                if (!await _connection!.WaitAsync(database.WorkerTimeout / 3, _stopped.Token).ConfigureAwait(false))
                {
                    await RunAsync(WorkerSql.BeSeen, _stopped.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.ConnectionLost(logger, error, WorkerId);
                await DisconnectAsync().ConfigureAwait(false);
                await Task.Delay(Pause, TimeProvider.System, _stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _connection = await database.DataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        _connection.Notification += (_, _) => database.Due.Raise();
        await RunAsync(WorkerSql.Appear, cancellationToken).ConfigureAwait(false);
        await RunAsync(WorkerSql.BeSeen, cancellationToken).ConfigureAwait(false);
        await RunAsync(WorkerSql.ForgetOld, cancellationToken).ConfigureAwait(false);

        // A channel can't be a parameter; the schema's name in it has no quotes.
        var listen = new NpgsqlCommand($"LISTEN \"{database.Channel}\"", _connection);
        await using (listen.ConfigureAwait(false))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, _connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddValue(WorkerId);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DisconnectAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
