using System.Diagnostics;
using Outreach.EndToEnd.Tests.Deliveries;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>Kills the sample again and again while the receiver lives on in a process of its own.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Run_KilledAtRandomMoments_MailsNobodyTwiceAndLosesNobodySilently()
    {
        var kills = KillTotals.Wanted(50, 1_000);
        var totals = new KillTotals();
        for (var seed = KillTotals.FirstSeed; totals.Kills < kills; seed++)
        {
            await KillOneCampaignAsync(new Random(seed), kills, totals);
            totals.Write("kills", seed);
        }

        totals.AssertStruckSending();
        Assert.InRange(totals.InDoubt, 0, totals.InFlight);
    }

    private static async Task KillOneCampaignAsync(Random random, int kills, KillTotals totals)
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
                totals.AfterFirstMail += receiver.Count > 0 ? 1 : 0;
                totals.InFlight += await CountInFlightAsync(folder.File("data"));
            }
            else
            {
                finished = await sample.WaitAsync();
            }
        }

        finished = (finished ?? await SampleProcess.RunAsync(arguments)).AssertSuccess();
        totals.Campaigns++;
        totals.Mails += receiver.Files.Count;
        await using var database = (await CampaignDatabase.OpenAsync(folder.File("data")))!;
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
                await Task.Delay(5);
            }
        }
        else
        {
            var count = receiver.Count + random.Next(1, 40);
            while (!sample.HasExited && receiver.Count < count)
            {
                await Task.Delay(5);
            }
        }

        return !sample.HasExited;
    }

    private static async Task<int> CountInFlightAsync(string data)
    {
        await using var database = await CampaignDatabase.OpenAsync(data);
        return database is null ? 0 : (await database.GetSendsAsync(SendState.Sending)).Count;
    }

    /// <summary>Checks what a run has left at its end, and returns how many sends are in doubt; each is on the screen.</summary>
    internal static async Task<int> CheckAsync(CampaignDatabase database, Receiver receiver, SampleResult finished)
    {
        var doubts = await DeliveryCheck.RunAsync(database, ArrivedMail.ReadAll(receiver.Files));
        Assert.All(doubts, send => Assert.Contains($"in doubt: {send.Recipient}, step {send.StepIndex + 1}, {send.MessageId}", finished.Output, StringComparison.Ordinal));
        Assert.Equal(doubts.Count, finished.Number("In doubt"));
        Assert.Equal(0, finished.Number("Unfinished"));
        Assert.Equal(200, finished.Number("Contacts"));
        return doubts.Count;
    }
}
