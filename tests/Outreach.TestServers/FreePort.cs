using System.Net;
using System.Net.Sockets;

namespace Outreach.TestServers;

/// <summary>Gives loopback ports that nobody listens on, below those that the system gives to outgoing connections.</summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int Count = 15_000;

    private static int _next = Environment.ProcessId * 61 % Count;

    public static int Next()
    {
        for (var i = 0; i < Count; i++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else has it.
            }
        }

        throw new InvalidOperationException("No port is free.");
    }
}
