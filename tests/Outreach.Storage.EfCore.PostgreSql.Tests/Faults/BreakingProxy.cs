using System.Net;
using System.Net.Sockets;

namespace Outreach.Storage.EfCore.PostgreSql.Tests.Faults;

/// <summary>
/// Stands between a worker and its database. The N-th piece that comes, in whichever direction, is not passed on and its connection is reset:
/// a request that never arrived, or an answer that was lost. It can stay so for a while, for all connections.
/// </summary>
internal sealed class BreakingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private readonly int _target;
    private readonly int _at;
    private readonly TimeSpan _lasts;
    private readonly Task _accepting;
    private int _pieces;
    private long _brokenAt;

    public BreakingProxy(int target, int at, TimeSpan lasts)
    {
        (_target, _at, _lasts) = (target, at, lasts);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets how many pieces came so far.</summary>
    public int Pieces => Volatile.Read(ref _pieces);

    /// <summary>Gets whether a piece was lost, and in which direction.</summary>
    public string? Lost { get; private set; }

    private bool IsBroken => Volatile.Read(ref _brokenAt) is > 0 and var since && TimeProvider.System.GetElapsedTime(since) < _lasts;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        ResetAll();
        await _accepting;
        _stopping.Dispose();
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other side was quicker.
        }

        socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                sessions.Add(PassAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task PassAsync(Socket client)
    {
        if (IsBroken)
        {
            Reset(client);
            return;
        }

        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lock (_lock)
        {
            _open.UnionWith([client, server]);
        }

        try
        {
            client.NoDelay = server.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
            await await Task.WhenAny(PumpAsync(client, server, "request"), PumpAsync(server, client, "answer"));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side is gone: so is the other.
        }

        lock (_lock)
        {
            _open.ExceptWith([client, server]);
        }

        Reset(client);
        Reset(server);
    }

    private async Task PumpAsync(Socket from, Socket to, string what)
    {
        var piece = new byte[65_536];
        while (await from.ReceiveAsync(piece, _stopping.Token) is > 0 and var length)
        {
            if (Interlocked.Increment(ref _pieces) == _at)
            {
                Lost = what;
                Volatile.Write(ref _brokenAt, TimeProvider.System.GetTimestamp());
                if (_lasts > TimeSpan.Zero)
                {
                    ResetAll();
                }

                return;
            }

            await to.SendAsync(piece.AsMemory(0, length), _stopping.Token);
        }
    }

    private void ResetAll()
    {
        Socket[] open;
        lock (_lock)
        {
            open = [.. _open];
        }

        Array.ForEach(open, Reset);
    }
}
