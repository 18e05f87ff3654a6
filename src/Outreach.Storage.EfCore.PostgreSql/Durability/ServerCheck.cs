using Microsoft.Extensions.Logging;
using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Looks at a server before it is used: whether it can keep the promise that nothing is sent twice.</summary>
internal static class ServerCheck
{
    private const int OldestVersion = 14;

    private const string Sql =
        """
        SELECT current_setting('server_version_num')::int / 10000, pg_is_in_recovery(),
            current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
            current_setting('synchronous_standby_names'),
            (SELECT count(*)::int FROM pg_stat_replication WHERE coalesce(sync_state, 'async') = 'async')
        """;

    /// <exception cref="OutreachStorageException">The server can't be used.</exception>
    public static async Task RunAsync(
        NpgsqlConnection connection, PostgreSqlStorageOptions options, string place, ILogger logger, CancellationToken cancellationToken)
    {
        var settings = await ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        if (settings.Version < OldestVersion)
        {
            throw new OutreachStorageException(
                $"The database {place} is PostgreSQL {settings.Version}: Outreach needs {OldestVersion} or newer, update the server.");
        }

        if (settings.IsStandby)
        {
            throw new OutreachStorageException($"The database {place} is a standby: connect to the primary, sends must be recorded.");
        }

        if (settings.FindUnsafe() is { } setting)
        {
            if (!options.AllowDataLoss)
            {
                throw new OutreachStorageException(
                    $"The database {place} has {setting}=off: what it confirms can be lost, and a lost intent is a message sent twice. Set {setting}=on"
                    + (setting == "synchronous_commit" ? " (for one role: ALTER ROLE … SET synchronous_commit = on)." : "."));
            }

            Log.UnsafeSetting(logger, place, setting);
        }

        if (settings.MayFailOverToStale)
        {
            Log.AsynchronousStandby(logger, place);
        }
    }

    internal static async Task<ServerSettings> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(Sql, connection);
        await using (command.ConfigureAwait(false))
        {
            var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                await row.ReadAsync(cancellationToken).ConfigureAwait(false);
                return new ServerSettings
                {
                    Version = row.GetInt32(0),
                    IsStandby = row.GetBoolean(1),
                    Fsync = row.GetString(2),
                    FullPageWrites = row.GetString(3),
                    SynchronousCommit = row.GetString(4),
                    SynchronousStandbyNames = row.GetString(5),
                    AsynchronousStandbys = row.GetInt32(6),
                };
            }
        }
    }
}
