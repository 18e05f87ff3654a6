using System.Globalization;
using System.Text.Json;
using Outreach.TestServers;

namespace Outreach.Inbox.Tests;

/// <summary>
/// Replies that seven other readers have split. What most of them keep is expected, where at least four agree, or what the reader keeps that the
/// case was written for: most readers know English only.
/// </summary>
public sealed class ReplyConformanceTests
{
    private const int LeastVotes = 4;

    /// <summary>Each with its reason in docs/reference/inbox.md.</summary>
    private static readonly string[] Exceptions =
    [
        "crisp/email_custom_quote_header.txt",
        "crisp/email_sent_from_my_not_signature.txt",
        "zapier/email_sent_from_my_not_signature.txt",
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
            var majority = test.GetProperty("majority_visible").GetString()!;
            var source = test.GetProperty("source_library").GetProperty("visible").GetString()!;
            if (Words(found) != Words(majority) && Words(found) != Words(source))
            {
                failed.Add(file);
            }
        }

        ConformanceCorpus.Report("replies", run, failed, skipped, Exceptions);
    }

    private static string Words(string text) => MailWords.Collapse(text);
}
