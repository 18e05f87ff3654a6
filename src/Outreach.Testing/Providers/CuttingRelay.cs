using System.Net;
using System.Net.Sockets;

namespace Outreach.Testing;

/// <summary>Stands between a provider and its server, and breaks connections at a chosen byte: by turns it closes and resets them.</summary>
internal sealed class CuttingRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _upstream;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly Task _loop;
    private long _requestBytes;
    private long _answerBytes;

    public CuttingRelay(int upstream)
    {
        _upstream = upstream;
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets or sets after how many bytes of the provider's a connection breaks.</summary>
    public long CutRequestAfter { get; set; } = long.MaxValue;

    /// <summary>Gets or sets after how many bytes of the server's a connection breaks.</summary>
    public long CutAnswerAfter { get; set; } = long.MaxValue;

    public long RequestBytes => Volatile.Read(ref _requestBytes);

    public long AnswerBytes => Volatile.Read(ref _answerBytes);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _connections.Add(Task.Run(() => RelayAsync(client)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        var (request, answer) = (CutRequestAfter, CutAnswerAfter);
        var resets = ((request ^ answer) & 1) == 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _upstream, stop.Token);
            var there = CopyAsync(client.GetStream(), server.GetStream(), request, count => Interlocked.Add(ref _requestBytes, count), stop.Token);
            var back = CopyAsync(server.GetStream(), client.GetStream(), answer, count => Interlocked.Add(ref _answerBytes, count), stop.Token);
            await await Task.WhenAny(there, back);
            await stop.CancelAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // One of them went away.
        }
        finally
        {
            client.LingerState = new LingerOption(resets, 0);
            client.Dispose();
        }
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, long most, Action<int> count, CancellationToken stop)
    {
        var buffer = new byte[16_384];
        if (most == 0)
        {
            // Breaks where the first byte would have passed, not at an earlier moment that depends on how busy the machine is.
            await from.ReadExactlyAsync(buffer.AsMemory(0, 1), stop);
        }

        var left = most;
        while (left > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), stop);
            if (read == 0)
            {
                return;
            }

            count(read);
            await to.WriteAsync(buffer.AsMemory(0, read), stop);
            left -= read;
        }
    }
}
