using System.Net;

namespace Outreach.TestServers;

/// <summary>
/// A private BIND on loopback, authoritative for the zones of the test and for the root, so that every other name does not exist and no
/// question leaves the machine. Single names can be made silent or too long for UDP while it runs.
/// </summary>
public sealed class DnsServer : IAsyncDisposable
{
    private const string Head = "$TTL 60\n@ IN SOA localhost. root.localhost. 1 60 60 60 30\n@ IN NS localhost.\n";
    private const string FaultZone = "rpz.local";

    // Faults are read in the background, after the zone that holds them.
    private const string FaultsRead = $"rpz: {FaultZone}: reload done";

    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _changingFaults = new(1, 1);
    private ServerProcess? _process;
    private int _updates;

    private DnsServer()
    {
    }

    public int Port { get; } = FreePort.Next();

    public IPEndPoint EndPoint => new(IPAddress.Loopback, Port);

    private string LogFile => _folder.Combine("named.log");

    /// <summary>Starts BIND, or skips the test.</summary>
    /// <param name="zones">Names of zones and their records, without SOA and NS. A zone whose text is no zone answers SERVFAIL.</param>
    public static async Task<DnsServer> StartAsync(IReadOnlyDictionary<string, string> zones)
    {
        var program = Tool.Require("named");
        Tool.Require("nsupdate");
        var server = new DnsServer();
        try
        {
            await server.WriteConfigurationAsync(zones);
            List<string> command = [program, "-f", "-n", "1", "-c", server._folder.Combine("named.conf"), "-L", server.LogFile];
            command.InsertRange(0, await Tool.AsNobodyAsync(server._folder));
            server._process = ServerProcess.Start(server._folder.Combine("out.log"), command);
            await server._process.WaitForPortAsync(server.Port);

            // It listens before it has read its zones, of which the faults come last.
            await server.WaitForFaultsAsync(1);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on nothing answers questions for a name.</summary>
    public Task DropAsync(string name) => SetFaultAsync(name, "rpz-drop.");

    /// <summary>From now on answers for a name are cut off over UDP.</summary>
    public Task TruncateAsync(string name) => SetFaultAsync(name, "rpz-tcp-only.");

    /// <summary>Ends the fault of a name.</summary>
    public Task RestoreAsync(string name) => SetFaultAsync(name, null);

    /// <summary>Replaces the records of a name and type.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="name">The whole name.</param>
    /// <param name="type">The type, such as <c>TXT</c>.</param>
    /// <param name="data">The data of the new record, as a zone file has it; null for none.</param>
    public Task SetAsync(string zone, string name, string type, string? data) =>
        UpdateAsync(zone, $"update delete {name}. {type}" + (data is null ? "" : $"\nupdate add {name}. 60 {type} {data}"));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _changingFaults.Dispose();
        _folder.Dispose();
    }

    private async Task SetFaultAsync(string name, string? action)
    {
        await _changingFaults.WaitAsync();
        try
        {
            var read = CountFaultsRead();
            await UpdateAsync(FaultZone, $"update delete {name}.{FaultZone}." + (action is null ? "" : $"\nupdate add {name}.{FaultZone}. 5 CNAME {action}"));
            await WaitForFaultsAsync(read + 1);
        }
        finally
        {
            _changingFaults.Release();
        }
    }

    private Task WaitForFaultsAsync(int count) =>
        Patience.UntilAsync(() => CountFaultsRead() >= count, "BIND has not read the faults of its names; a name was set to the fault that it has, or BIND does not run.");

    private int CountFaultsRead() => File.Exists(LogFile) ? File.ReadLines(LogFile).Count(static line => line.Contains(FaultsRead, StringComparison.Ordinal)) : 0;

    private async Task UpdateAsync(string zone, string commands)
    {
        var file = _folder.Combine($"update{Interlocked.Increment(ref _updates)}");
        await File.WriteAllTextAsync(file, $"server 127.0.0.1 {Port}\nzone {zone}\n{commands}\nsend\n");
        await Tool.RunAsync(Tool.Require("nsupdate"), file);
    }

    private async Task WriteConfigurationAsync(IReadOnlyDictionary<string, string> zones)
    {
        await File.WriteAllTextAsync(_folder.Combine("zone.root"), Head + "localhost. IN A 127.0.0.1\n");
        await File.WriteAllTextAsync(_folder.Combine("zone." + FaultZone), Head);
        foreach (var (name, records) in zones)
        {
            await File.WriteAllTextAsync(_folder.Combine("zone." + name), Head + records + "\n");
        }

        var declared = zones.Keys.Append(FaultZone)
            .Select(name => $$"""zone "{{name}}" { type primary; file "zone.{{name}}"; allow-update { 127.0.0.1; }; };""");
        await File.WriteAllTextAsync(
            _folder.Combine("named.conf"),
            $$"""
            options {
              directory "{{_folder.Path}}"; pid-file none; session-keyfile none; managed-keys-directory ".";
              listen-on port {{Port}} { 127.0.0.1; }; listen-on-v6 { none; };
              recursion yes; allow-query { 127.0.0.0/8; }; allow-recursion { 127.0.0.0/8; }; notify no;
              dnssec-validation no; empty-zones-enable no; minimal-responses yes; max-udp-size 1232;
              response-policy { zone "{{FaultZone}}"; } qname-wait-recurse no break-dnssec yes min-update-interval 0;
            };
            controls { };
            zone "." { type primary; file "zone.root"; };
            {{string.Join('\n', declared)}}

            """);
    }
}
