using System.Net;

namespace Outreach.Dns.Network;

/// <summary>Servers in the order in which they are asked: those that answer first, then those that did not, the longest ago first.</summary>
internal sealed class ServerList
{
    private static readonly TimeSpan MaxBackOff = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Server[] _servers;
    private readonly TimeSpan _backOff;
    private readonly TimeProvider _timeProvider;

    public ServerList(IEnumerable<IPEndPoint> servers, TimeSpan backOff, TimeProvider timeProvider)
    {
        _servers = [.. servers.Select(server => new Server(server))];
        _backOff = backOff;
        _timeProvider = timeProvider;
    }

    public IPEndPoint[] InOrder()
    {
        var now = _timeProvider.GetUtcNow();
        lock (_lock)
        {
            // Stable: equal ones keep the order in which they were configured.
            return [.. _servers.OrderBy(server => server.RetryAt <= now ? DateTimeOffset.MinValue : server.RetryAt).Select(server => server.EndPoint)];
        }
    }

    public void ReportAnswer(IPEndPoint endPoint) => Update(endPoint, static (server, _, _) => server.Failures = 0);

    public void ReportSilence(IPEndPoint endPoint) => Update(endPoint, static (server, backOff, now) =>
    {
        var wait = backOff * (1 << Math.Min(server.Failures++, 10));
        server.RetryAt = now + (wait < MaxBackOff ? wait : MaxBackOff);
    });

    private void Update(IPEndPoint endPoint, Action<Server, TimeSpan, DateTimeOffset> change)
    {
        var now = _timeProvider.GetUtcNow();
        lock (_lock)
        {
            var server = Array.Find(_servers, server => server.EndPoint.Equals(endPoint));
            if (server is not null)
            {
                server.RetryAt = DateTimeOffset.MinValue;
                change(server, _backOff, now);
            }
        }
    }

    private sealed class Server(IPEndPoint endPoint)
    {
        public IPEndPoint EndPoint { get; } = endPoint;

        public int Failures { get; set; }

        public DateTimeOffset RetryAt { get; set; } = DateTimeOffset.MinValue;
    }
}
