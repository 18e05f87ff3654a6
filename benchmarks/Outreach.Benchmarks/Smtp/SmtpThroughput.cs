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

    public static async Task<int> RunAsync(string[] args)
    {
        var messages = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 40_000;
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
        int[] connections = args.Length > 2
            ? [.. args[2].Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))]
            : [4, 16, 64];
        using var sink = await SmtpSinkProcess.StartAsync();
        await MeasureOursAsync(sink.Port, 4, messages / 4, early: true); // warms up
        Console.WriteLine("connections  client                         messages/s   ratio   CPU µs/message   allocated B/message");
        foreach (var count in connections)
        {
            await CompareAsync(sink, count, messages, rounds);
        }

        return 0;
    }

    private static async Task CompareAsync(SmtpSinkProcess sink, int connections, int messages, int rounds)
    {
        List<Figures> source = [], plain = [], early = [];
        for (var i = 0; i < rounds; i++)
        {
            source.Add(await MeasureSourceAsync(sink, connections, messages));
            plain.Add(await MeasureOursAsync(sink.Port, connections, messages, early: false));
            early.Add(await MeasureOursAsync(sink.Port, connections, messages, early: true));
        }

        var baseline = Median(source);
        Print(connections, "smtp-source -d", baseline, baseline);
        Print(connections, "ours", Median(plain), baseline);
        Print(connections, "ours, next envelope early", Median(early), baseline);
    }

    private static Figures Median(List<Figures> all) => all.OrderBy(one => one.Rate).ElementAt(all.Count / 2);

    private static void Print(int connections, string client, Figures figures, Figures baseline) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{connections,11}  {client,-28} {figures.Rate,12:F0} {figures.Rate / baseline.Rate,7:F2} {figures.Cpu,16:F1} {figures.Allocated,21:F0}"));

    private static async Task<Figures> MeasureSourceAsync(SmtpSinkProcess sink, int connections, int messages)
    {
        var elapsed = await sink.RunSourceAsync(connections, messages, MessageLength);
        return new Figures(messages / elapsed.TotalSeconds, double.NaN, double.NaN);
    }

    private static async Task<Figures> MeasureOursAsync(int port, int connections, int messages, bool early)
    {
        var options = new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = port,
            Security = SmtpSecurity.None,
            MaxConnections = connections,
            MaxMessagesPerConnection = 0,
            SendNextEnvelopeEarly = early,
        };
        await using var provider = new SmtpProvider("sink", options);
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

    private readonly record struct Figures(double Rate, double Cpu, double Allocated);

    private sealed class Granting : ISendAttempt
    {
        public static readonly Granting Instance = new();

        public ValueTask<IntentVerdict> CommitIntentAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(IntentVerdict.Granted);
    }
}
