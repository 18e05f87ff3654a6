using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Outreach.Testing;

/// <summary>A small, strict HTTP/1.1 server (RFC 9112) on the loopback interface, for tests of providers.</summary>
public sealed class HttpProviderServer : IAsyncDisposable
{
    private const int MostHead = 65_536;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly Func<HttpServerRequest, HttpServerAnswer?> _answer;
    private readonly Action<HttpServerRequest> _begun;
    private readonly Task _loop;

    /// <summary>Starts a server.</summary>
    /// <param name="answer">Answers a request that came whole; <see langword="null"/> closes the connection without an answer.</param>
    /// <param name="begun">Told of each request when its head has come, without a body.</param>
    public HttpProviderServer(Func<HttpServerRequest, HttpServerAnswer?> answer, Action<HttpServerRequest>? begun = null)
    {
        _answer = answer;
        _begun = begun ?? (static _ => { });
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    /// <summary>Gets the port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <inheritdoc/>
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
                _connections.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        client.NoDelay = true;
        try
        {
            var stream = client.GetStream();
            var left = new List<byte>();
            while (await ReadAsync(stream, left) is { } request)
            {
                if (_answer(request) is not { } answer)
                {
                    return;
                }

                await Task.Delay(answer.Delay, TimeProvider.System, _stop.Token);
                await WriteAsync(stream, answer);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or InvalidDataException)
        {
            // The client went away, or did not speak HTTP.
        }
    }

    private async Task<HttpServerRequest?> ReadAsync(NetworkStream stream, List<byte> bytes)
    {
        int end;
        while ((end = FindHeadEnd(bytes)) < 0)
        {
            if (bytes.Count > MostHead)
            {
                throw new InvalidDataException("The head of the request is too long.");
            }

            if (!await FillAsync(stream, bytes))
            {
                return null;
            }
        }

        var head = ParseHead(Encoding.Latin1.GetString([.. bytes.Take(end)]));
        _begun(head);
        var length = int.Parse(head.Header("Content-Length") is { Length: > 0 } text ? text : "0", NumberStyles.None, CultureInfo.InvariantCulture);
        while (bytes.Count < end + 4 + length)
        {
            if (!await FillAsync(stream, bytes))
            {
                return null;
            }
        }

        var body = bytes.Skip(end + 4).Take(length).ToArray();
        bytes.RemoveRange(0, end + 4 + length);
        return head with { Body = body };
    }

    private async Task<bool> FillAsync(NetworkStream stream, List<byte> bytes)
    {
        var buffer = new byte[16_384];
        var read = await stream.ReadAsync(buffer, _stop.Token);
        bytes.AddRange(buffer.AsSpan(0, read));
        return read > 0;
    }

    private static int FindHeadEnd(List<byte> bytes) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes).IndexOf("\r\n\r\n"u8);

    private static HttpServerRequest ParseHead(string head)
    {
        var lines = head.Split("\r\n");
        var words = lines[0].Split(' ');
        if (words.Length != 3 || words[2] != "HTTP/1.1" || !words[1].StartsWith('/'))
        {
            throw new InvalidDataException("The request line is no HTTP/1.1.");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !headers.TryAdd(line[..colon], line[(colon + 1)..].Trim()))
            {
                throw new InvalidDataException("A header has no name, or came twice.");
            }
        }

        if (!headers.ContainsKey("Host") || headers.ContainsKey("Transfer-Encoding"))
        {
            throw new InvalidDataException("A request needs a Host, and a Content-Length for its body.");
        }

        var target = words[1].Split('?', 2);
        return new HttpServerRequest(words[0], target[0], target.Length == 2 ? target[1] : "", headers, []);
    }

    private async Task WriteAsync(NetworkStream stream, HttpServerAnswer answer)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} Test\r\n"));
        foreach (var (name, value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (!answer.IsEndless)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Body.Length}\r\n");
        }

        byte[] bytes = [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. answer.Body];
        await stream.WriteAsync(bytes, _stop.Token);
        var filling = new byte[65_536];
        Array.Fill(filling, (byte)' ');
        while (answer.IsEndless)
        {
            await stream.WriteAsync(filling, _stop.Token);
        }
    }
}
