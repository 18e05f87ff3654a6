using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Outreach.TestServers;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>Kills one of several processes on a database, and counts what it had in hand.</summary>
internal static class VictimProcess
{
    /// <summary>
    /// Kills a process, and counts what it had asked to hand over and has recorded no result of: its sends are those whose worker's lock nobody
    /// holds. Meanwhile all stand still: the victim must not connect anew, and the others would take its sends over.
    /// </summary>
    /// <param name="victim">The process.</param>
    /// <param name="all">It and the others.</param>
    /// <param name="database">The database.</param>
    /// <returns>The count; <see langword="null"/> if the process had ended by itself.</returns>
    public static async Task<int?> KillAsync(int victim, IEnumerable<int> all, string database)
    {
        var ids = all.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToList();
        await SignalAsync("-STOP", ids);
        try
        {
            var ports = PortsOf(victim);
            if (!TryKill(victim))
            {
                return null;
            }

            return await CountSendsAsync(database, ports);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.LockNotAvailable)
        {
            // The tables are only being made.
            return 0;
        }
        finally
        {
            await SignalAsync("-CONT", ids);
        }
    }

    private static async Task<int> CountSendsAsync(string database, int[] portsOfVictim)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Options=-c lock_timeout=5s");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await Patience.UntilAsync(
            async () => await CountAsync(connection, "SELECT count(*)::int FROM pg_stat_activity WHERE client_port = ANY($1) AND pid <> pg_backend_pid()", portsOfVictim) == 0,
            static () => "The server does not notice that a process is dead.");
        return await CountAsync(
            connection, "SELECT count(*)::int FROM outreach.sends WHERE state = 1 AND pg_try_advisory_xact_lock(hashtextextended(CAST(worker_id AS text), 2))");
    }

    private static bool TryKill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself.
            return false;
        }
    }

    /// <summary>Sends a signal to those processes that still run.</summary>
    private static async Task SignalAsync(string signal, List<string> ids)
    {
        if (ids.Count > 0)
        {
            using var kill = Process.Start(new ProcessStartInfo("/bin/kill", [signal, .. ids]) { UseShellExecute = false, RedirectStandardError = true })!;
            await kill.StandardError.ReadToEndAsync();
            await kill.WaitForExitAsync();
        }
    }

    private static async Task<int> CountAsync(NpgsqlConnection connection, string sql, int[]? ports = null)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (ports is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = ports });
        }

        return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Finds the local ports of a process's TCP connections (proc(5)); none where there is no /proc.</summary>
    private static int[] PortsOf(int id)
    {
        try
        {
            var sockets = Directory.EnumerateFiles($"/proc/{id}/fd").Select(static file => new FileInfo(file).LinkTarget)
                .Where(static target => target?.StartsWith("socket:[", StringComparison.Ordinal) == true)
                .Select(static target => target![8..^1])
                .ToHashSet(StringComparer.Ordinal);
            return [.. new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines)
                .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length > 9 && sockets.Contains(words[9]))
                .Select(static words => int.Parse(words[1].AsSpan(words[1].LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
