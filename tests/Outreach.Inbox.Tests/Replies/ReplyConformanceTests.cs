using System.Globalization;
using System.Text.Json;

namespace Outreach.Inbox.Tests;

/// <summary>Replies that seven other readers have split; what most of them keep is expected, where at least four of the seven agree.</summary>
public sealed class ReplyConformanceTests
{
    private const int LeastVotes = 4;

    /// <summary>Each with its reason in docs/reference/inbox.md.</summary>
    private static readonly string[] Exceptions =
    [
    ];

    [Fact]
    public void Extract_RealReplies_KeepsWhatMostReadersKeep()
    {
        using var cases = ConformanceCorpus.Json("replies", "cases.json");
        var failed = new List<string>();
        var (run, skipped) = (0, 0);
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            var votes = int.Parse(test.GetProperty("majority").GetString()!.Split('/')[0], CultureInfo.InvariantCulture);
            if (votes < LeastVotes)
            {
                skipped++;
                continue;
            }

            run++;
            var file = test.GetProperty("file").GetString()!;
            var found = ReplyText.Extract(File.ReadAllText(ConformanceCorpus.PathOf(["replies", .. file.Split('/')])));
            if (Words(found) != Words(test.GetProperty("majority_visible").GetString()!))
            {
                failed.Add(file);
                if (Environment.GetEnvironmentVariable("OUTREACH_SHOW") == "1")
                {
                    TestContext.Current.TestOutputHelper!.WriteLine($"==== {file} {votes}\n{found}\n---- expected\n{test.GetProperty("majority_visible").GetString()}");
                }
            }
        }

        ConformanceCorpus.Report("replies", run, failed, skipped, Exceptions);
    }

    private static string Words(string text) => MailWords.Collapse(text);
}
