using System.Diagnostics;
using System.Text;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>Kills the sample again and again while the receiver lives on in a process of its own.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Run_KilledAtRandomMoments_MailsNobodyTwiceAndLosesNobodySilently()
    {
        var kills = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? 1_000 : 50;
        var totals = new Totals();
        for (var seed = 1; totals.Kills < kills; seed++)
        {
            await KillOneCampaignAsync(new Random(seed), kills, totals);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{totals.Kills} kills in {totals.Campaigns} campaigns, {totals.Mails} messages; in flight at the kills {totals.InFlight}, in doubt at the end {totals.InDoubt}");
        Assert.InRange(totals.InDoubt, 0, totals.InFlight);
    }

    /// <summary>Fails if two messages have one Message-ID.</summary>
    internal static void AssertNobodyMailedTwice(IEnumerable<string> files)
    {
        var twice = files.GroupBy(MessageIdOf).Where(group => group.Count() > 1).Select(group => string.Join(", ", group.Select(Path.GetFileName)));
        Assert.Empty(twice);
    }

    private static async Task KillOneCampaignAsync(Random random, int kills, Totals totals)
    {
        using var folder = new TemporaryFolder();
        using var receiver = await Receiver.StartAsync(folder.File("mailbox"));
        string[] arguments = ["--data", folder.File("data"), "--receiver", receiver.Port, "--mailbox", receiver.Mailbox];
        SampleResult? finished = null;
        while (finished is null && totals.Kills < kills)
        {
            using var sample = SampleProcess.Start(arguments);
            if (await WaitAsync(sample, receiver, random))
            {
                sample.Kill();
                totals.Kills++;
                totals.InFlight += await CountInFlightAsync(folder.File("data"));
            }
            else
            {
                finished = await sample.WaitAsync();
            }
        }

        var watch = Stopwatch.StartNew();
        finished = (finished ?? await SampleProcess.RunAsync(arguments)).AssertSuccess();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(2)); // leases last 25 minutes: a rerun does not wait for those of the dead
        totals.Campaigns++;
        totals.Mails += receiver.Files.Count;
        await using var database = (await SampleDatabase.OpenAsync(folder.File("data")))!;
        totals.InDoubt += await CheckAsync(database, receiver, finished);
    }

    /// <summary>Waits for a random moment: after some time, or just when another message was stored.</summary>
    internal static async Task<bool> WaitAsync(SampleProcess sample, Receiver receiver, Random random)
    {
        if (random.Next(4) == 0)
        {
            var start = Stopwatch.GetTimestamp();
            var delay = TimeSpan.FromMilliseconds(random.Next(50, 2_500));
            while (!sample.HasExited && Stopwatch.GetElapsedTime(start) < delay)
            {
                await Task.Delay(1);
            }
        }
        else
        {
            var count = receiver.Count + random.Next(1, 40);
            while (!sample.HasExited && receiver.Count < count)
            {
                await Task.Delay(1);
            }
        }

        return !sample.HasExited;
    }

    private static async Task<int> CountInFlightAsync(string data)
    {
        await using var database = await SampleDatabase.OpenAsync(data);
        return database is null ? 0 : (await database.GetSendsAsync(SendState.Sending)).Count;
    }

    /// <summary>Checks what a run has left at its end, and returns how many sends are in doubt.</summary>
    internal static async Task<int> CheckAsync(SampleDatabase database, Receiver receiver, SampleResult finished)
    {
        AssertNobodyMailedTwice(receiver.Files);
        var sends = await database.GetSendsAsync();
        var arrived = receiver.Files.Select(MessageIdOf).ToHashSet(StringComparer.Ordinal);

        // What the ledger calls sent has arrived, and what has arrived is sent or in doubt.
        Assert.All(sends.Where(send => send.State == SendState.Sent), send => Assert.Contains(send.MessageId, arrived));
        var known = sends.ToDictionary(send => send.MessageId, StringComparer.Ordinal);
        Assert.All(arrived, id => Assert.True(known[id].State is SendState.Sent or SendState.InDoubt, known[id].State.ToString()));
        Assert.DoesNotContain(sends, send => send.State is SendState.Sending or SendState.Due or SendState.Failed);

        // Everybody was mailed, or is on the screen as in doubt.
        var doubts = sends.Where(send => send.State == SendState.InDoubt).ToList();
        var mailed = sends.Where(send => arrived.Contains(send.MessageId)).Select(send => send.ParticipantId).ToHashSet();
        var unmailed = (await database.GetParticipantsAsync()).Where(participant => !mailed.Contains(participant.Id)).ToList();
        Assert.All(unmailed, participant => Assert.Contains(doubts, send => send.ParticipantId == participant.Id));
        Assert.All(doubts, send => Assert.Contains($"in doubt: {send.Recipient}, step {send.StepIndex + 1}, {send.MessageId}", finished.Output, StringComparison.Ordinal));
        Assert.Equal(doubts.Count, finished.Number("In doubt"));
        Assert.Equal(0, finished.Number("Unfinished"));
        Assert.Equal(200, finished.Number("Contacts"));
        return doubts.Count;
    }

    private static string MessageIdOf(string file)
    {
        foreach (var line in File.ReadLines(file, Encoding.Latin1))
        {
            if (line.StartsWith("Message-ID: ", StringComparison.OrdinalIgnoreCase))
            {
                return line[12..].Trim();
            }
        }

        throw new InvalidDataException($"{file} has no Message-ID.");
    }

    private sealed class Totals
    {
        public int Kills { get; set; }

        public int Campaigns { get; set; }

        public int Mails { get; set; }

        public int InFlight { get; set; }

        public int InDoubt { get; set; }
    }
}
