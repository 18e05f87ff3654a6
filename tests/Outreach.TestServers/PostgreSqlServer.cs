using Npgsql;

namespace Outreach.TestServers;

/// <summary>A PostgreSQL server with a cluster of its own in a temporary folder.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string User = "outreach";

    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private readonly string _programs;
    private ServerProcess? _process;
    private int _databases;

    private PostgreSqlServer(string programs) => _programs = programs;

    /// <summary>Gets the file with what the server printed.</summary>
    public string LogFile => _folder.Combine("server.log");

    public int Port => _port;

    private string Data => _folder.Combine("data");

    /// <summary>Starts a server, or skips the test.</summary>
    /// <param name="durable">
    /// Whether what it confirms survives a crash, as tests that kill it and benchmarks need; otherwise it is fast and forgets everything.
    /// </param>
    public static async Task<PostgreSqlServer> StartAsync(bool durable = false)
    {
        var programs = FindPrograms();
        if (programs is null)
        {
            Tool.Skip("skipped: PostgreSQL 14 or newer is not installed");
        }

        var server = new PostgreSqlServer(programs!);
        try
        {
            await server.InitialiseAsync(durable);
            await server.StartProcessAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gets how to connect to a database as its owner.</summary>
    public string ConnectionString(string database, string? more = null) =>
        $"Host=127.0.0.1;Port={_port};Username={User};Password={User};Database={database};Timeout=120;Command Timeout=240;{more}";

    /// <summary>Makes a database with a name of its own.</summary>
    /// <param name="template">The database to copy, to which nobody may be connected; <see langword="null"/> for an empty one.</param>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"db{Interlocked.Increment(ref _databases)}";
        for (var start = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template ?? "template0"}");
                return name;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ObjectInUse && TimeProvider.System.GetElapsedTime(start) < Patience.Limit)
            {
                // A connection to the template was closed, and the server has not noticed yet.
            }
        }
    }

    /// <summary>Removes a database and ends whoever is connected to it.</summary>
    public Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");

    /// <summary>Runs a statement in a database.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database, "Pooling=false"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends the server as a crash does: without writing anything out. Its data stays.</summary>
    public Task CrashAsync() => RunAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");

    /// <summary>Starts the server again.</summary>
    public async Task RestartAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        await StartProcessAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static string? FindPrograms() => !Directory.Exists("/usr/lib/postgresql")
        ? null
        : Directory.GetDirectories("/usr/lib/postgresql")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out var version) && version >= 14 && File.Exists($"{folder}/bin/postgres"))
            .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture))
            .Select(folder => $"{folder}/bin")
            .FirstOrDefault();

    private async Task InitialiseAsync(bool durable)
    {
        var password = _folder.Combine("password");
        await File.WriteAllTextAsync(password, User);
        Directory.CreateDirectory(Data);
        if (Tool.IsRoot)
        {
            await Tool.RunAsync(Tool.Require("chown"), "-R", "postgres", _folder.Path);
        }

        await RunAsync(
            "initdb", "-D", Data, "-U", User, $"--pwfile={password}", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        var durability = durable ? "on" : "off";

        // A connection whose client was killed while it waits for a lock is to end too, whoever holds the lock.
        await File.AppendAllTextAsync(
            Path.Combine(Data, "postgresql.conf"),
            $"""

            listen_addresses = '127.0.0.1'
            port = {_port}
            unix_socket_directories = '{_folder.Path}'
            max_connections = 300
            shared_buffers = 256MB
            max_wal_size = 4GB
            fsync = {durability}
            synchronous_commit = {durability}
            full_page_writes = {durability}
            dynamic_shared_memory_type = mmap
            timezone = 'UTC'
            client_connection_check_interval = 100ms

            """);
    }

    private async Task StartProcessAsync()
    {
        _process = ServerProcess.Start(LogFile, Command("postgres", "-D", Data), "kill -s INT $p");
        await _process.WaitForPortAsync(_port);
        for (var start = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (TimeProvider.System.GetElapsedTime(start) < Patience.Limit && !_process.HasExited)
            {
                // It listens before it has replayed its log.
                await Task.Delay(50);
            }
        }
    }

    private Task<string> RunAsync(string program, params string[] arguments)
    {
        var command = Command(program, arguments);
        return Tool.RunAsync(command[0], command[1..]);
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private string[] Command(string program, params string[] arguments) => Tool.IsRoot
        ? [Tool.Require("setpriv"), "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", $"{_programs}/{program}", .. arguments]
        : [$"{_programs}/{program}", .. arguments];
}
