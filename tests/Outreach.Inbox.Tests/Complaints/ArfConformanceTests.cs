using System.Text.Json;
using Outreach.TestServers;

namespace Outreach.Inbox.Tests;

public sealed class ArfConformanceTests
{
    [Fact]
    public void Read_FeedbackReports_FindsTheirFields()
    {
        using var cases = ConformanceCorpus.Json("arf", "cases.json");
        var failed = new List<string>();
        var run = 0;
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            run++;
            var file = test.GetProperty("file").GetString()!;
            var mail = Some.Reader.Read(File.ReadAllBytes(ConformanceCorpus.PathOf(file.Split('/'))));
            failed.AddRange(Compare(test, mail).Select(problem => $"{file}: {problem}"));
        }

        ConformanceCorpus.Report("arf", run, failed, 0, []);
    }

    private static IEnumerable<string> Compare(JsonElement test, InboundMail mail)
    {
        var report = test.GetProperty("feedback_report");
        var type = First(report, "feedback-type");
        var kind = type == "auth-failure" ? InboundMailKind.Other : InboundMailKind.Complaint;
        if (mail.Feedback is not { } feedback || mail.Kind != kind)
        {
            yield return $"kind {kind}, found {mail.Kind}";
            yield break;
        }

        var original = test.GetProperty("original");
        (string Name, string? Expected, string? Found)[] values =
        [
            ("type", type, feedback.FeedbackType),
            ("agent", First(report, "user-agent"), feedback.UserAgent),
            ("sender", First(report, "original-mail-from")?.Trim('<', '>'), feedback.OriginalSender),
            ("ip", First(report, "source-ip"), feedback.SourceIp),
            ("domain", First(report, "reported-domain"), feedback.ReportedDomain),
            ("subject", original.GetProperty("Subject").GetString(), feedback.ReturnedSubject),
            ("id", original.GetProperty("Message-ID").GetString()?.Trim('<', '>'), mail.ReturnedMessageId?.Trim('<', '>')),
        ];
        foreach (var (name, expected, found) in values.Where(static value => value.Expected != value.Found))
        {
            yield return $"{name} {expected}, found {found}";
        }

        if (First(report, "original-rcpt-to")?.Trim('<', '>') is { } recipient && !feedback.Recipients.Contains(recipient))
        {
            yield return $"recipient {recipient}, found {string.Join(' ', feedback.Recipients)}";
        }
    }

    private static string? First(JsonElement report, string name) => report.TryGetProperty(name, out var values) ? values[0].GetString() : null;
}
