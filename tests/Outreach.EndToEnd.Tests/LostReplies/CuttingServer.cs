using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Outreach.EndToEnd.Tests.LostReplies;

/// <summary>
/// A relay that takes every message, and whose answer to the end of the message breaks off after as many octets as the recipient's address
/// says (<c>cut7@a.example</c>).
/// </summary>
internal sealed class CuttingServer : IAsyncDisposable
{
    public const string Answer = "250-2.0.0 taken\r\n250 2.0.0 queued as 4711\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _taken = new();
    private readonly Cut _cut;
    private readonly Task _accepting;

    public CuttingServer(Cut cut)
    {
        _cut = cut;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets the Message-IDs of what was taken.</summary>
    public IReadOnlyCollection<string> Taken => _taken;

    public static string AddressOf(int octets) => string.Create(CultureInfo.InvariantCulture, $"cut{octets}@a.example");

    public static int OctetsOf(string address) => int.Parse(address["cut".Length..address.IndexOf('@', StringComparison.Ordinal)], CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await TalkAsync(client);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The client is gone, or the test is over.
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var recipient = "";
        await SayAsync(client, "220 mx\r\n");
        while (await reader.ReadLineAsync(_stopping.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0])
            {
                case "RCPT":
                    recipient = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                    break;
                case "DATA":
                    await SayAsync(client, "354 go\r\n");
                    await TakeAsync(reader);
                    if (!await AnswerAsync(client, reader, OctetsOf(recipient)))
                    {
                        return;
                    }

                    continue;
            }

            await SayAsync(client, line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-mx\r\n250 PIPELINING\r\n" : "250 ok\r\n");
        }
    }

    private async Task TakeAsync(StreamReader reader)
    {
        var messageId = "";
        while (await reader.ReadLineAsync(_stopping.Token) is var line && line != ".")
        {
            if (line is null)
            {
                throw new IOException("The message has no end.");
            }

            messageId = line.StartsWith("Message-ID: ", StringComparison.OrdinalIgnoreCase) ? line["Message-ID: ".Length..] : messageId;
        }

        _taken.Enqueue(messageId);
    }

    /// <returns>Whether the answer was said whole.</returns>
    private async Task<bool> AnswerAsync(TcpClient client, StreamReader reader, int octets)
    {
        await SayAsync(client, Answer[..octets]);
        if (octets == Answer.Length)
        {
            return true;
        }

        if (_cut == Cut.Stall)
        {
            await reader.ReadLineAsync(_stopping.Token);
        }

        client.Client.LingerState = new LingerOption(_cut == Cut.Reset, 0);
        return false;
    }

    private async Task SayAsync(TcpClient client, string text) => await client.Client.SendAsync(Encoding.ASCII.GetBytes(text), _stopping.Token);
}
