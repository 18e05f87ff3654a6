using System.Diagnostics;
using System.Globalization;
using System.Text;
using Outreach.Providers.Smtp;

namespace Outreach.Benchmarks.Smtp;

/// <summary>
/// Sends the same messages with <c>smtp-source -d</c> and with our client to the same <c>smtp-sink</c>, in turns, and compares.
/// <c>smtp [messages] [rounds] [connections,…]</c>.
/// </summary>
internal static class SmtpThroughput
{
    private const int MessageLength = 8 * 1024;

    // Until the runtime has compiled the client for good, which takes longer where other work goes on.
    private const int WarmUps = 4;

    public static async Task<int> RunAsync(string[] args)
    {
        var messages = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 11;
        int[] connections = args.Length > 2
            ? [.. args[2].Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))]
            : [4, 16, 64];
        using var sink = await SmtpSinkProcess.StartAsync();
        for (var i = 0; i < WarmUps; i++)
        {
            await MeasureOursAsync(sink.Port, 4, messages, early: i % 3 == 0, direct: i % 3 == 1);
        }

        Console.WriteLine("connections  client                         messages/s   ratio   CPU µs/message   sink's CPU µs/message   allocated B/message");
        foreach (var count in connections)
        {
            await CompareAsync(sink, count, messages, rounds);
        }

        return 0;
    }

    /// <summary>Each round runs the four right after another, so that they meet the same machine; its ratio is taken before the median is.</summary>
    private static async Task CompareAsync(SmtpSinkProcess sink, int connections, int messages, int rounds)
    {
        List<Figures> source = [], plain = [], direct = [], early = [];
        for (var i = 0; i < rounds; i++)
        {
            source.Add(await WithSinkAsync(sink, messages, () => MeasureSourceAsync(sink, connections, messages)));
            plain.Add(await WithSinkAsync(sink, messages, () => MeasureOursAsync(sink.Port, connections, messages, early: false, direct: false)));
            direct.Add(await WithSinkAsync(sink, messages, () => MeasureOursAsync(sink.Port, connections, messages, early: false, direct: true)));
            early.Add(await WithSinkAsync(sink, messages, () => MeasureOursAsync(sink.Port, connections, messages, early: true, direct: false)));
        }

        Print(connections, "smtp-source -d", source, source);
        Print(connections, "ours", plain, source);
        Print(connections, "ours, direct", direct, source);
        Print(connections, "ours, next envelope early", early, source);
    }

    private static async Task<Figures> WithSinkAsync(SmtpSinkProcess sink, int messages, Func<Task<Figures>> measure)
    {
        var before = sink.Cpu;
        var figures = await measure();
        return figures with { SinkCpu = (sink.Cpu - before).TotalMicroseconds / messages };
    }

    private static double Median(IEnumerable<double> all)
    {
        var ordered = all.Order().ToArray();
        return ordered[ordered.Length / 2];
    }

    private static void Print(int connections, string client, List<Figures> rounds, List<Figures> baseline)
    {
        var ratio = Median(rounds.Zip(baseline, (one, other) => one.Rate / other.Rate));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{connections,11}  {client,-28} {Median(rounds.Select(one => one.Rate)),12:F0} {ratio,7:F2} {Median(rounds.Select(one => one.Cpu)),16:F1}"
            + $" {Median(rounds.Select(one => one.SinkCpu)),21:F1} {Median(rounds.Select(one => one.Allocated)),21:F0}"));
    }

    private static async Task<Figures> MeasureSourceAsync(SmtpSinkProcess sink, int connections, int messages)
    {
        var elapsed = await sink.RunSourceAsync(connections, messages, MessageLength);
        return new Figures(messages / elapsed.TotalSeconds, double.NaN, double.NaN);
    }

    private static async Task<Figures> MeasureOursAsync(int port, int connections, int messages, bool early, bool direct)
    {
        var options = new SmtpOptions
        {
            Host = direct ? "" : "127.0.0.1",
            Direct = direct ? new SmtpDirectOptions { AllowPrivateAddresses = true, MaxConnectionsPerHost = connections } : null,
            LocalName = "client.outreach.test",
            Port = port,
            Security = SmtpSecurity.None,
            MaxConnections = connections,
            MaxMessagesPerConnection = 1_000_000,
            SendNextEnvelopeEarly = early,
        };
        await using var provider = new SmtpProvider("sink", options, exchangers: new OneExchanger());
        var content = Content();
        var rest = messages;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();

        // With next envelopes sent early there must be some that wait.
        await Task.WhenAll(Enumerable.Range(0, early ? 2 * connections : connections).Select(async _ =>
        {
            var message = new OutgoingEmail { EnvelopeSender = "bounces@outreach.test", EnvelopeRecipient = "bob@sink.test", Content = content };
            while (Interlocked.Decrement(ref rest) >= 0)
            {
                var result = await provider.SendAsync(message, Granting.Instance).ConfigureAwait(false);
                if (!result.IsAccepted)
                {
                    throw new InvalidOperationException(result.Reply?.Text);
                }
            }
        }));
        var seconds = clock.Elapsed.TotalSeconds;
        return new Figures(
            messages / seconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / messages,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)messages);
    }

    private static byte[] Content()
    {
        var text = new StringBuilder("From: <alice@outreach.test>\r\nTo: <bob@sink.test>\r\nSubject: benchmark\r\n\r\n");
        while (text.Length < MessageLength)
        {
            text.Append('x', 76).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private readonly record struct Figures(double Rate, double Cpu, double Allocated, double SinkCpu = double.NaN);

    /// <summary>The sink takes the mail of every domain.</summary>
    private sealed class OneExchanger : IMailExchangerResolver
    {
        public ValueTask<MailExchangerAnswer> FindAsync(string domain, CancellationToken cancellationToken = default) => ValueTask.FromResult(
            new MailExchangerAnswer { Status = MailExchangerStatus.Found, Exchangers = [new MailExchanger("mx.sink.test", 10)], TimeToLive = TimeSpan.FromHours(1) });

        public ValueTask<MailHostAddresses> FindAddressesAsync(string host, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new MailHostAddresses { Addresses = [System.Net.IPAddress.Loopback] });
    }

    private sealed class Granting : ISendAttempt
    {
        public static readonly Granting Instance = new();

        public ValueTask<IntentVerdict> CommitIntentAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(IntentVerdict.Granted);
    }
}
