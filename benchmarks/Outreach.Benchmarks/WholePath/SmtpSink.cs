using System.Net;
using System.Net.Sockets;

namespace Outreach.Benchmarks;

/// <summary>
/// An SMTP server in this process, over real loopback sockets, that accepts and counts everything. It has threads of its own with blocking calls, so
/// that it takes nothing from the pool on which the engine runs, and it allocates nothing per message.
/// </summary>
internal sealed class SmtpSink : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Lock _lock = new();
    private readonly List<Socket> _sessions = [];
    private SinkSample? _sample;
    private long _messages;

    public SmtpSink()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        new Thread(Accept) { IsBackground = true, Name = "sink" }.Start();
    }

    public int Port { get; }

    /// <summary>Gets the number of messages that were accepted.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Gets the first transaction that was received whole.</summary>
    public SinkSample? Sample => Volatile.Read(ref _sample);

    /// <summary>Counts a message.</summary>
    /// <returns>Its number.</returns>
    public long Count() => Interlocked.Increment(ref _messages);

    public void Keep(SinkSample sample) => Interlocked.CompareExchange(ref _sample, sample, null);

    public void Dispose()
    {
        _listener.Dispose();
        lock (_lock)
        {
            foreach (var session in _sessions)
            {
                session.Dispose();
            }
        }
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                var socket = _listener.Accept();
                socket.NoDelay = true;
                lock (_lock)
                {
                    _sessions.Add(socket);
                }

                new Thread(() => Serve(socket), 256 * 1024) { IsBackground = true, Name = "sink session" }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The sink was disposed.
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            new SinkSession(this, socket).Run();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client is gone.
        }

        lock (_lock)
        {
            _sessions.Remove(socket);
        }

        socket.Dispose();
    }
}
