using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>Plays a <see cref="ServerScript"/> and keeps what the client sent.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ServerScript _script;
    private readonly Pace _pace;
    private readonly X509Certificate2 _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly StringBuilder _clearText = new();
    private readonly Task _play;

    public ScriptedServer(ServerScript script, Pace pace, X509Certificate2 certificate)
    {
        _script = script;
        _pace = pace;
        _certificate = certificate;
        _listener.Start();
        _play = Task.Run(PlayAsync);
    }

    public X509Certificate2 Certificate => _certificate;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets how many ends of messages came.</summary>
    public int Ends { get; private set; }

    public int ConnectionsUsed { get; private set; }

    /// <summary>Gets what did not go by the script.</summary>
    public List<string> Deviations { get; } = [];

    /// <summary>Gets all that came without TLS.</summary>
    public string ClearText => _clearText.ToString();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _play;
        _stop.Dispose();
    }

    private async Task PlayAsync()
    {
        foreach (var connection in _script.Connections)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                ConnectionsUsed++;
                await PlayAsync(client, connection.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or InvalidOperationException
                or System.Security.Authentication.AuthenticationException)
            {
                // The client went away, as many scripts want it to.
            }
        }
    }

    private async Task PlayAsync(TcpClient client, string[] steps)
    {
        Stream stream = client.GetStream();
        if (_script.ImplicitTls)
        {
            stream = await StartTlsAsync(stream);
        }

        foreach (var step in steps)
        {
            var (verb, text) = step.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 ? (step[..space], step[(space + 1)..]) : (step, "");
            switch (verb)
            {
                case "S": await SayAsync(stream, text + "\r\n"); break;
                case "R": await SayAsync(stream, text.Replace("\\r", "\r", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal)
                    .Replace("\\0", "\0", StringComparison.Ordinal)); break;
                case "C": await ExpectAsync(stream, text); break;
                case "body": await ReadBodyAsync(stream); break;
                case "bdat": await ReadChunkAsync(stream); break;
                case "tls": stream = await StartTlsAsync(stream); break;
                case "reset": client.Client.LingerState = new LingerOption(enable: true, 0); return;
                case "close": return;
                case "hold": await ReadToEndAsync(stream); return;
                case "drip": while (true) { await SayAsync(stream, text); await Task.Delay(20, _stop.Token); }
                case "flood": while (true) { await SayAsync(stream, text + "\r\n"); }
                default: Deviations.Add($"unknown step {step}"); return;
            }
        }

        // Half-closed, so that nothing said is lost; then until the client closes.
        client.Client.Shutdown(SocketShutdown.Send);
        await ReadToEndAsync(stream);
    }

    private async Task ReadToEndAsync(Stream stream)
    {
        var octets = new byte[4096];
        while (await stream.ReadAsync(octets, _stop.Token) is var count and > 0)
        {
            if (octets.AsSpan(0, count).IndexOf("QUIT\r\n"u8) >= 0)
            {
                return;
            }
        }
    }

    private async Task<Stream> StartTlsAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return tls;
    }

    private async Task SayAsync(Stream stream, string text)
    {
        var octets = Encoding.Latin1.GetBytes(text);
        var size = _pace switch
        {
            Pace.Whole => octets.Length,
            Pace.Bytes => 1,
            _ => Math.Max(1, octets.AsSpan().IndexOf((byte)'\n') + 1),
        };
        for (var i = 0; i < octets.Length; i += size)
        {
            await stream.WriteAsync(octets.AsMemory(i, Math.Min(size, octets.Length - i)), _stop.Token);
            await Task.Yield();
        }
    }

    private async Task ExpectAsync(Stream stream, string prefix)
    {
        var line = await ReadLineAsync(stream);
        if (!line.StartsWith(prefix, StringComparison.Ordinal))
        {
            Deviations.Add($"wanted {prefix}, got {line}");
        }
    }

    private async Task<string> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        while (!EndsWith(line, "\r\n"))
        {
            line.Append((char)await ReadByteAsync(stream));
        }

        var text = line.ToString()[..^2];
        if (text.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            Deviations.Add("a command has a bare line end");
        }

        return text;
    }

    private async Task ReadBodyAsync(Stream stream)
    {
        var text = new StringBuilder("\r\n");
        while (!EndsWith(text, "\r\n.\r\n"))
        {
            text.Append((char)await ReadByteAsync(stream));
        }

        Ends++;
    }

    private async Task ReadChunkAsync(Stream stream)
    {
        var words = (await ReadLineAsync(stream)).Split(' ');
        if (words[0] != "BDAT")
        {
            Deviations.Add($"wanted BDAT, got {words[0]}");
            return;
        }

        for (var rest = int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture); rest > 0; rest--)
        {
            await ReadByteAsync(stream);
        }

        Ends += words.Length == 3 && words[2] == "LAST" ? 1 : 0;
    }

    private async Task<byte> ReadByteAsync(Stream stream)
    {
        var one = new byte[1];
        if (await stream.ReadAsync(one, _stop.Token) == 0)
        {
            throw new IOException("The client closed.");
        }

        if (stream is not SslStream)
        {
            _clearText.Append((char)one[0]);
        }

        return one[0];
    }

    private static bool EndsWith(StringBuilder text, string end)
    {
        if (text.Length < end.Length)
        {
            return false;
        }

        for (var i = 0; i < end.Length; i++)
        {
            if (text[text.Length - end.Length + i] != end[i])
            {
                return false;
            }
        }

        return true;
    }
}
