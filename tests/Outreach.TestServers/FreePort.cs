using System.Net;
using System.Net.Sockets;

namespace Outreach.TestServers;

/// <summary>
/// Gives loopback ports that nobody listens on, below those that the system gives to outgoing connections. A port is this process's until it ends:
/// the test projects run at the same time, and a server may need a while before it listens.
/// </summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int Count = 15_000;

    // One octet for each port; who has it locked has the port.
    private static readonly FileStream? Reservations = OpenReservations();

    private static int _next = (int)((uint)Environment.ProcessId * 61 % Count);

    public static int Next()
    {
        for (var i = 0; i < Count; i++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (TryReserve(port) && IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException("No port is free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            // Somebody else has it.
            return false;
        }
    }

    private static bool TryReserve(int port)
    {
        try
        {
            if (Reservations is not null && !OperatingSystem.IsMacOS() && !OperatingSystem.IsIOS() && !OperatingSystem.IsTvOS() && !OperatingSystem.IsFreeBSD())
            {
                Reservations.Lock(port, 1);
            }

            return true;
        }
        catch (IOException)
        {
            // Another test process has it.
            return false;
        }
    }

    private static FileStream? OpenReservations()
    {
        try
        {
            var path = Path.Combine(Path.GetTempPath(), $"outreach-test-ports-{Environment.UserName}");
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without it ports are free or not when they are asked for.
            return null;
        }
    }
}
