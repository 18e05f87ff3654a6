using System.Net;
using System.Net.NetworkInformation;

namespace Outreach.Dns.Network;

/// <summary>The servers that the system is set to, read again when they may have changed.</summary>
internal sealed class SystemServers(TimeSpan backOff, TimeProvider timeProvider, string file = SystemServers.ResolvConf)
{
    private const string ResolvConf = "/etc/resolv.conf";
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private ServerList? _servers;
    private string _text = "";
    private DateTimeOffset _checkAt;

    public ServerList Current
    {
        get
        {
            lock (_lock)
            {
                var now = timeProvider.GetUtcNow();
                if (_servers is null || now >= _checkAt)
                {
                    _checkAt = now + CheckInterval;
                    Refresh();
                }

                return _servers!;
            }
        }
    }

    private void Refresh()
    {
        var endPoints = OperatingSystem.IsWindows() ? FromInterfaces() : ResolvConfFile.Read(ReadFile());
        var text = string.Join(' ', endPoints);
        if (_servers is null || text != _text)
        {
            _text = text;
            _servers = new ServerList(endPoints, backOff, timeProvider);
        }
    }

    private string ReadFile()
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static List<IPEndPoint> FromInterfaces() =>
        [.. NetworkInterface.GetAllNetworkInterfaces()
            .Where(item => item.OperationalStatus == OperationalStatus.Up)
            .SelectMany(item => item.GetIPProperties().DnsAddresses)
            .Where(address => !address.IsIPv6SiteLocal)
            .Distinct()
            .Select(address => new IPEndPoint(address, ResolvConfFile.Port))];
}
