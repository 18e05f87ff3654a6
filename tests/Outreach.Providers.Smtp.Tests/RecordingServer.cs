using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>A strict receiver that keeps every octet: a line ends with CRLF and a message with CRLF.CRLF, and nothing else does.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Task _loop;
    private int _open;

    public RecordingServer(params string[] extensions)
        : this(new IPEndPoint(IPAddress.Loopback, 0), extensions)
    {
    }

    public RecordingServer(IPEndPoint endPoint, params string[] extensions)
    {
        _listener = new TcpListener(endPoint);
        Extensions = extensions.Length > 0 ? extensions : ["PIPELINING", "8BITMIME", "SMTPUTF8", "DSN", "SIZE 50000000"];
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<string> Extensions { get; }

    /// <summary>Gets the commands of all sessions, in order.</summary>
    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>Gets the messages as they came, dots still doubled, without the end.</summary>
    public ConcurrentQueue<byte[]> Messages { get; } = [];

    public ConcurrentQueue<IPAddress> Clients { get; } = [];

    public int MostOpen { get; private set; }

    public string Greeting { get; set; } = "220 recorder";

    /// <summary>Gets or sets what comes before the answer to the end of a message.</summary>
    public Func<Task> BeforeEndReply { get; set; } = () => Task.CompletedTask;

    /// <summary>Gets or sets what the answer to the end of a message is.</summary>
    public Func<CancellationToken, Task<string?>> EndReply { get; set; } = _ => Task.FromResult<string?>("250 2.0.0 Ok: queued as 1");

    /// <summary>Gets or sets what refuses a command; <see langword="null"/> lets it pass.</summary>
    public Func<string, string?> Refuse { get; set; } = _ => null;

    public SmtpOptions Options(Action<SmtpOptions>? configure = null)
    {
        var options = new SmtpOptions { Host = "127.0.0.1", Port = Port, Security = SmtpSecurity.None, LocalName = "client.test" };
        configure?.Invoke(options);
        return options;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _sessions.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        Clients.Enqueue(((IPEndPoint)client.Client.RemoteEndPoint!).Address);
        Count(1);
        var hasEnded = false;
        try
        {
            await ConverseAsync(new Session(client.GetStream(), _stop.Token), () =>
            {
                hasEnded = true;
                Count(-1);
            });
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The client went away.
        }

        if (!hasEnded)
        {
            Count(-1);
        }
    }

    private void Count(int sessions)
    {
        lock (_sessions)
        {
            _open += sessions;
            MostOpen = Math.Max(MostOpen, _open);
        }
    }

    /// <param name="session">The session.</param>
    /// <param name="ending">Told before the client is: it may open the next session as soon as it knows.</param>
    private async Task ConverseAsync(Session session, Action ending)
    {
        await session.SayAsync(Greeting);
        while (true)
        {
            var command = await session.ReadLineAsync();
            Commands.Enqueue(command);
            if (Refuse(command) is { } refusal)
            {
                await session.SayAsync(refusal);
                continue;
            }

            switch (command.Split(' ')[0])
            {
                case "EHLO":
                    await session.SayAsync(string.Join("\r\n", ["250-recorder", .. Extensions.SkipLast(1).Select(one => "250-" + one), "250 " + Extensions[^1]]));
                    break;
                case "DATA":
                    await session.SayAsync("354 go");
                    Messages.Enqueue(await session.ReadMessageAsync());
                    await BeforeEndReply();
                    await session.SayAsync(await EndReply(_stop.Token) ?? "");
                    break;
                case "BDAT":
                    var words = command.Split(' ');
                    Messages.Enqueue(await session.ReadAsync(int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture)));
                    await BeforeEndReply();
                    await session.SayAsync("250 2.0.0 ok");
                    break;
                case "STARTTLS":
                    // TLS that fails, since this server has none.
                    await session.SayAsync("220 go");
                    return;
                case "QUIT":
                    ending();
                    await session.SayAsync("221 bye");
                    return;
                default:
                    await session.SayAsync("250 ok");
                    break;
            }
        }
    }

    private sealed class Session(NetworkStream stream, CancellationToken stop)
    {
        private readonly byte[] _buffer = new byte[65536];
        private int _start;
        private int _end;

        public Task SayAsync(string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), stop).AsTask();

        public async Task<string> ReadLineAsync() => Encoding.UTF8.GetString(await ReadUntilAsync("\r\n"u8.ToArray(), []));

        public Task<byte[]> ReadMessageAsync() => ReadUntilAsync("\r\n.\r\n"u8.ToArray(), "\r\n"u8.ToArray());

        public async Task<byte[]> ReadAsync(int count)
        {
            var result = new byte[count];
            for (var i = 0; i < count; i++)
            {
                result[i] = await NextAsync();
            }

            return result;
        }

        /// <summary>Reads to an end, as if what is given had come before; returns it without that and without the end.</summary>
        private async Task<byte[]> ReadUntilAsync(byte[] end, byte[] before)
        {
            List<byte> octets = [.. before];
            while (octets.Count < end.Length || !octets.TakeLast(end.Length).SequenceEqual(end))
            {
                octets.Add(await NextAsync());
                if (octets[^1] != (byte)'\n')
                {
                    // Only a line feed can complete the end, so the comparison above is rare.
                    while (_start < _end && _buffer[_start] != (byte)'\n')
                    {
                        octets.Add(_buffer[_start++]);
                    }

                    octets.Add(await NextAsync());
                }
            }

            var result = octets.Skip(before.Length).ToArray();
            return end.Length == 2 ? result[..^2] : result[..^3];
        }

        private async ValueTask<byte> NextAsync()
        {
            if (_start == _end)
            {
                _start = 0;
                _end = await stream.ReadAsync(_buffer, stop);
                if (_end == 0)
                {
                    throw new IOException("The client closed.");
                }
            }

            return _buffer[_start++];
        }
    }
}
