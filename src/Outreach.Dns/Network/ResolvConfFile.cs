using System.Net;

namespace Outreach.Dns.Network;

/// <summary>The file in which Unix systems name their servers (resolv.conf(5)). Search lists are not used: names are complete.</summary>
internal static class ResolvConfFile
{
    public const int Port = 53;

    private const int MaxServers = 8;

    /// <summary>Reads the servers; the one on this machine if the file has none, as the C library does.</summary>
    public static List<IPEndPoint> Read(string text)
    {
        var servers = new List<IPEndPoint>();
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words is ["nameserver", var address, ..] && servers.Count < MaxServers && IPAddress.TryParse(address, out var server))
            {
                servers.Add(new IPEndPoint(server, Port));
            }
        }

        return servers.Count > 0 ? servers : [new IPEndPoint(IPAddress.Loopback, Port)];
    }
}
