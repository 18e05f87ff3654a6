using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Outreach.TestServers;

/// <summary>A private RabbitMQ broker with one user (outreach/outreach), for a class of tests: <c>IClassFixture&lt;RabbitMqServer&gt;</c>.</summary>
public sealed class RabbitMqServer : IAsyncLifetime
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private readonly int _tlsPort = FreePort.Next();
    private readonly int _distributionPort = FreePort.Next();
    private readonly int _epmdPort = FreePort.Next();
    private ServerProcess? _epmd;
    private ServerProcess? _broker;

    /// <summary>Gets the port without TLS, or skips the test where RabbitMQ is not installed.</summary>
    public int Port
    {
        get
        {
            Require();
            return _port;
        }
    }

    /// <summary>Gets the port with TLS, or skips the test where RabbitMQ is not installed.</summary>
    public int TlsPort
    {
        get
        {
            Require();
            return _tlsPort;
        }
    }

    /// <summary>Gets the broker's certificate, self-signed.</summary>
    public X509Certificate2 Certificate { get; } = TestCertificate.Create();

    private static bool IsInstalled => File.Exists(Program) && Tool.Find("epmd") is not null;

    private string PidFile => _folder.Combine("rabbit.pid");

    public async ValueTask InitializeAsync()
    {
        // A fixture cannot skip; the tests do when they ask for the port.
        if (!IsInstalled)
        {
            return;
        }

        TestCertificate.Write(Certificate, _folder);
        await File.WriteAllTextAsync(_folder.Combine("rabbitmq.conf"), Configuration());
        await File.WriteAllTextAsync(_folder.Combine("enabled_plugins"), "[].");
        foreach (var name in (string[])["mnesia", "log", "home", "gen"])
        {
            Directory.CreateDirectory(_folder.Combine(name));
        }

        _epmd = ServerProcess.Start(
            _folder.Combine("epmd.log"), [.. Environment(), Tool.Require("epmd"), "-port", $"{_epmdPort}", "-address", "127.0.0.1"]);
        await _epmd.WaitForPortAsync(_epmdPort);
        await StartAsync();
    }

    /// <summary>Ends the broker at once, as a power failure would, or the machine's memory running out.</summary>
    public async Task KillAsync()
    {
        Require();
        await Tool.RunAsync("/bin/kill", "-KILL", (await File.ReadAllTextAsync(PidFile)).Trim());
        await _broker!.DisposeAsync();
        _broker = null;
    }

    /// <summary>Starts the broker again with what it has on disk.</summary>
    public async Task StartAsync()
    {
        var log = _folder.Combine($"out{Guid.NewGuid():N}.log");
        _broker = ServerProcess.Start(log, [.. Environment(), Program], $"kill -s TERM $(cat {PidFile})");
        for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < Patience.Limit && !_broker.HasExited;)
        {
            // The shell makes the file a moment after it was started.
            if (File.Exists(log) && (await File.ReadAllTextAsync(log)).Contains("Server startup complete", StringComparison.Ordinal))
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"RabbitMQ does not start: {await File.ReadAllTextAsync(log)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        if (_epmd is not null)
        {
            await _epmd.DisposeAsync();
        }

        Certificate.Dispose();
        _folder.Dispose();
    }

    private static void Require()
    {
        if (!IsInstalled)
        {
            Tool.Skip("skipped: rabbitmq-server is not installed");
        }
    }

    private string Configuration() =>
        $"""
         listeners.tcp.1 = 127.0.0.1:{_port}
         listeners.ssl.1 = 127.0.0.1:{_tlsPort}
         ssl_options.cacertfile = {_folder.Combine("cert.pem")}
         ssl_options.certfile = {_folder.Combine("cert.pem")}
         ssl_options.keyfile = {_folder.Combine("key.pem")}
         ssl_options.verify = verify_none
         default_user = outreach
         default_pass = outreach
         log.console = true
         log.file = false
         disk_free_limit.absolute = 50MB
         vm_memory_high_watermark.absolute = 512MB

         """;

    /// <summary>The whole environment: nothing of the machine's own RabbitMQ is used.</summary>
    private string[] Environment() =>
    [
        Tool.Require("env"),
        "-i",
        $"HOME={_folder.Combine("home")}",
        "LANG=C.UTF-8",
        "LC_ALL=C.UTF-8",
        "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
        $"RABBITMQ_NODENAME=outreach{_port}@localhost",
        $"RABBITMQ_DIST_PORT={_distributionPort}",
        $"ERL_EPMD_PORT={_epmdPort}",
        "ERL_EPMD_ADDRESS=127.0.0.1",
        "RABBITMQ_CONF_ENV_FILE=/dev/null",
        $"RABBITMQ_CONFIG_FILE={_folder.Combine("rabbitmq.conf")}",
        $"RABBITMQ_ADVANCED_CONFIG_FILE={_folder.Combine("none")}",
        $"RABBITMQ_GENERATED_CONFIG_DIR={_folder.Combine("gen")}",
        $"RABBITMQ_ENABLED_PLUGINS_FILE={_folder.Combine("enabled_plugins")}",
        $"RABBITMQ_MNESIA_BASE={_folder.Combine("mnesia")}",
        $"RABBITMQ_LOG_BASE={_folder.Combine("log")}",
        $"RABBITMQ_PID_FILE={PidFile}",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1}",
    ];
}
