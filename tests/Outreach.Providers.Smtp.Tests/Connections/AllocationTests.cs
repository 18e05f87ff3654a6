using System.Net;
using System.Net.Sockets;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>What a message costs in memory once the connection is open. Runs alone: others' allocations would be counted.</summary>
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Rounds = 20;
    private const int Messages = 200;

    /// <param name="numbered">Whether each answer has an id of its own, which the result must carry.</param>
    /// <param name="direct">Whether the server is found by the recipient's domain, which costs nothing more.</param>
    /// <param name="most">Octets a message: the job, the task and its state; with an id also the texts of the answer.</param>
    [Theory]
    [InlineData(false, false, 512)]
    [InlineData(true, false, 768)]
    [InlineData(false, true, 512)]
    public async Task Send_OnAnOpenConnection_AllocatesNextToNothing(bool numbered, bool direct, int most)
    {
        using var server = new ThriftyServer(numbered);
        var options = new SmtpOptions
        {
            Host = direct ? "" : "127.0.0.1",
            Direct = direct ? new SmtpDirectOptions { AllowPrivateAddresses = true } : null,
            Port = server.Port,
            Security = SmtpSecurity.None,
            LocalName = "client.test",
            MaxConnections = 1,
            MaxMessagesPerConnection = 1_000_000,
        };
        await using var provider = new SmtpProvider("thrifty", options, exchangers: new TestExchangers().Add("sink.test", "mx.sink.test", 10, "127.0.0.1"));
        var mail = TestMail.Create("Subject: x\r\n\r\n" + string.Concat(Enumerable.Repeat(new string('x', 76) + "\r\n", 100)));
        await SendAsync(provider, mail, 5 * Messages);

        // The least of many rounds: the runtime's own work, such as compiling again, is not the client's.
        var least = long.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await SendAsync(provider, mail, Messages);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{least / Messages} octets a message");
        Assert.InRange(least / Messages, 1, most);
    }

    private static async Task SendAsync(SmtpProvider provider, OutgoingEmail mail, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var result = await provider.SendAsync(mail, Granting.Instance, CancellationToken.None).ConfigureAwait(false);
            if (!result.IsAccepted)
            {
                Assert.Fail(result.Reply?.Text);
            }
        }
    }

    private sealed class Granting : ISendAttempt
    {
        public static readonly Granting Instance = new();

        public ValueTask<IntentVerdict> CommitIntentAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(IntentVerdict.Granted);
    }

    /// <summary>Serves one connection from a thread of its own, and allocates nothing once it is open.</summary>
    private sealed class ThriftyServer : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly Thread _thread;
        private readonly bool _numbered;

        public ThriftyServer(bool numbered)
        {
            _numbered = numbered;
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(1);
            _thread = new Thread(Serve);
            _thread.Start();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

        public void Dispose()
        {
            _listener.Dispose();
            _thread.Join();
        }

        private void Serve()
        {
            try
            {
                using var client = _listener.Accept();
                client.NoDelay = true;
                Converse(client);
            }
            catch (SocketException)
            {
                // The client went away.
            }
        }

        private void Converse(Socket client)
        {
            var input = new byte[64 * 1024];
            var answer = "250 2.0.0 Ok: queued as 000000\r\n"u8.ToArray();
            client.Send("220 thrifty\r\n"u8);
            Read(client, input, "\r\n"u8);
            client.Send("250-thrifty\r\n250 PIPELINING\r\n"u8);
            for (var number = 1; Read(client, input, "DATA\r\n"u8); number++)
            {
                client.Send("250 ok\r\n250 ok\r\n354 go\r\n"u8);
                Read(client, input, "\r\n.\r\n"u8);
                for (int i = answer.Length - 3, rest = _numbered ? number : 0; i > answer.Length - 9; i--, rest /= 10)
                {
                    answer[i] = (byte)('0' + (rest % 10));
                }

                client.Send(answer);
            }
        }

        /// <summary>Reads until what came ends so, which is where this client waits.</summary>
        private static bool Read(Socket client, byte[] input, ReadOnlySpan<byte> end)
        {
            for (var length = 0; ;)
            {
                var count = client.Receive(input.AsSpan(length));
                length += count;
                if (count == 0 || input.AsSpan(0, length).EndsWith("QUIT\r\n"u8))
                {
                    return false;
                }

                if (input.AsSpan(0, length).EndsWith(end))
                {
                    return true;
                }
            }
        }
    }
}
