using Xunit;

namespace Outreach.TestServers;

/// <summary>SpamAssassin's spamd with Debian's rules and no network, for a class of tests: <c>IClassFixture&lt;SpamdServer&gt;</c>.</summary>
public sealed class SpamdServer : IAsyncLifetime
{
    private const string Rules = "/usr/share/spamassassin";
    private const string Plugins = "/etc/spamassassin";

    private readonly int _port = FreePort.Next();
    private TempFolder? _folder;
    private ServerProcess? _process;

    /// <summary>Gets the port, or skips the test where spamd is not installed.</summary>
    public int Port
    {
        get
        {
            Tool.Require("spamd");
            return _port;
        }
    }

    public async ValueTask InitializeAsync()
    {
        // A fixture cannot skip; the tests do when they ask for the port.
        if (Tool.Find("spamd") is not { } program)
        {
            return;
        }

        _folder = new TempFolder();
        var etc = Directory.CreateDirectory(_folder.Combine("etc")).FullName;
        var home = Directory.CreateDirectory(_folder.Combine("home")).FullName;
        foreach (var file in Directory.GetFiles(Plugins, "*.pre"))
        {
            File.Copy(file, Path.Combine(etc, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(Path.Combine(etc, "local.cf"), "required_score 5.0\nreport_safe 0\nuse_bayes 0\nskip_rbl_checks 1\nskip_uribl_checks 1\ndns_available no\n");
        List<string> command =
        [
            Tool.Require("env"), "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", $"HOME={home}", "LC_ALL=C.UTF-8", program, "--local", "--nouser-config", $"--helper-home-dir={home}",
            "-i", "127.0.0.1", "-A", "127.0.0.1", "-p", $"{_port}", "--min-children=1", "--max-children=2",
            $"--configpath={Rules}", $"--siteconfigpath={etc}", $"--pidfile={_folder.Combine("spamd.pid")}", "--syslog=stderr",
        ];
        command.InsertRange(0, await Tool.AsNobodyAsync(_folder));
        _process = ServerProcess.Start(_folder.Combine("out.log"), command);
        await _process.WaitForPortAsync(_port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder?.Dispose();
    }
}
