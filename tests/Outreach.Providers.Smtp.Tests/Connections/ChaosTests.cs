using System.Collections.Concurrent;
using System.Text;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>
/// A server that drops connections, refuses and dawdles at random, and callers that cancel and are denied at random: what the provider says
/// about each message must be true of what the server has.
/// </summary>
public sealed class ChaosTests
{
    private const int Messages = 400;

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, true, false)]
    [InlineData(3, true, false)]
    [InlineData(4, false, true)]
    [InlineData(5, true, true)]
    public async Task Send_InChaos_ReportsTheTruth(int seed, bool early, bool chunking)
    {
        await using var server = chunking ? new RecordingServer("PIPELINING", "CHUNKING") : new RecordingServer("PIPELINING");
        var random = new Random(seed);
        server.Refuse = command => Draw(random, 100) switch
        {
            < 2 => throw new IOException("dropped"),
            < 5 when command.StartsWith("RCPT", StringComparison.Ordinal) => "550 5.1.1 no",
            < 4 when command.StartsWith("MAIL", StringComparison.Ordinal) => "421 4.3.2 restarting",
            < 3 when command == "DATA" => "451 4.3.0 later",
            _ => null,
        };
        server.BeforeEndReply = async () =>
        {
            await Task.Yield();
            if (Draw(random, 100) < 3)
            {
                throw new IOException("dropped");
            }
        };
        await using var provider = new SmtpProvider(
            "chaos", server.Options(o => (o.MaxConnections, o.MaxMessagesPerConnection, o.SendNextEnvelopeEarly, o.UseChunking) = (4, 20, early, chunking)));
        var outcomes = new ConcurrentDictionary<int, string>();

        await Task.WhenAll(Enumerable.Range(0, Messages).Select(async i => outcomes[i] = await SendAsync(provider, random, i)))
            .WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

        var arrived = server.Messages.Select(message => Encoding.ASCII.GetString(message)).ToArray();
        for (var i = 0; i < Messages; i++)
        {
            var copies = arrived.Count(message => message.Contains($"Subject: {i}.\r\n", StringComparison.Ordinal));
            var (least, most) = outcomes[i] switch
            {
                "accepted" => (1, 1),
                "in doubt" => (0, 1),
                _ => (0, 0),
            };
            Assert.True(copies >= least && copies <= most, $"message {i}: {outcomes[i]}, but {copies} arrived");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", outcomes.Values.CountBy(one => one)));
        Assert.True(outcomes.Values.Count(one => one == "accepted") > Messages / 2);
    }

    private static async Task<string> SendAsync(SmtpProvider provider, Random random, int number)
    {
        using var cancellation = new CancellationTokenSource();
        var cancels = Draw(random, 100) < 8;
        var verdict = Draw(random, 100) < 5 ? IntentVerdict.Paused : IntentVerdict.Granted;
        var attempt = new TestAttempt(verdict, async _ =>
        {
            await Task.Yield();
            if (cancels && Draw(random, 2) == 0)
            {
                await cancellation.CancelAsync();
            }
        });
        var sending = provider.SendAsync(TestMail.Create($"Subject: {number}.\r\n\r\n{new string('x', Draw(random, 3000))}\r\n"), attempt, cancellation.Token);
        if (cancels)
        {
            await Task.Delay(Draw(random, 20), TestContext.Current.CancellationToken);
            await cancellation.CancelAsync();
        }

        try
        {
            var result = await sending;
            Assert.True(attempt.Asked <= 1, "the intent was asked for twice");
            return result switch
            {
                { IsAccepted: true } => "accepted",
                { Phase: HandOverPhase.HandedOver } => "in doubt",
                { Denied: not null } => "denied",
                _ => "refused",
            };
        }
        catch (OperationCanceledException) when (cancels)
        {
            return "cancelled";
        }
    }

    private static int Draw(Random random, int below)
    {
        lock (random)
        {
            return random.Next(below);
        }
    }
}
