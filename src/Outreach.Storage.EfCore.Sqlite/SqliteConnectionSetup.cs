using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>Sets what SQLite keeps per connection, each time one is opened.</summary>
internal sealed class SqliteConnectionSetup(TimeSpan busyTimeout) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection, busyTimeout);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection, busyTimeout);
        return Task.CompletedTask;
    }

    public static void Apply(DbConnection connection, TimeSpan busyTimeout)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas(busyTimeout);
        command.ExecuteNonQuery();
        ((SqliteConnection)connection).DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds);
    }

    /// <summary>
    /// Gets what every connection sets, not relying on what SQLite was compiled with. FULL syncs the log at each commit: without it a power
    /// failure could take back an intent whose message has left. Pragmas take no parameters; the number is ours.
    /// </summary>
    public static string Pragmas(TimeSpan busyTimeout) => string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout={(int)busyTimeout.TotalMilliseconds}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
}
