using System.Globalization;
using System.Text.Json;
using Outreach.TestServers;

namespace Outreach.Inbox.Tests;

/// <summary>Real bounces, read by another implementation: recipients, status, reply code, hard or soft. Its finer reasons are an opinion.</summary>
public sealed class BounceConformanceTests
{
    /// <summary>Each with its reason in docs/reference/inbox.md.</summary>
    private static readonly string[] Exceptions =
    [
        "lhost-exim-03: recipient kijitora@example.or.jp, found kijitora@example.jp",
        "lhost-exim-37: hard 1 (hostunknown), found Unknown",
        "lhost-postfix-07: hard 0 (filtered), found UnknownAddress",
    ];

    [Fact]
    public void Read_RealBounces_AgreesWithAnotherReader()
    {
        using var cases = ConformanceCorpus.Json("bounces", "cases.json");
        var failed = new List<string>();
        var (run, skipped) = (0, 0);
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            // Where the corpus's two sources disagree, nobody knows what is right.
            if (test.TryGetProperty("agree_all", out var agree) && agree.ValueKind == JsonValueKind.False)
            {
                skipped++;
                continue;
            }

            run++;
            var file = test.GetProperty("file").GetString()!;
            var mail = Some.Reader.Read(File.ReadAllBytes(ConformanceCorpus.PathOf("bounces", file)));
            failed.AddRange(Compare(test, mail).Select(problem => $"{Path.GetFileNameWithoutExtension(file)}: {problem}"));
        }

        ConformanceCorpus.Report("bounces", run, failed, skipped, Exceptions);
    }

    private static IEnumerable<string> Compare(JsonElement test, InboundMail mail)
    {
        var kind = test.GetProperty("kind").GetString();
        var kindIsRight = kind switch
        {
            "bounce" => mail.Kind is InboundMailKind.Bounce or InboundMailKind.Delay,
            
            // Reports of failed authentication have the same form, but nobody complains.
            "feedback" => mail.Feedback is { } feedback && (mail.Kind == InboundMailKind.Complaint) == feedback.IsComplaint,
            _ => mail.Kind == InboundMailKind.AutomaticReply,
        };
        if (!kindIsRight)
        {
            yield return $"kind {kind}, found {mail.Kind}";
            yield break;
        }

        foreach (var expected in test.GetProperty("live_sisimai_p5_5.1.0p3").EnumerateArray())
        {
            foreach (var problem in kind == "bounce" ? CompareRecipient(expected, mail) : CompareComplaint(kind!, expected, mail))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> CompareComplaint(string kind, JsonElement expected, InboundMail mail)
    {
        var recipient = Text(expected, "recipient");
        if (kind == "feedback" && !recipient.EndsWith(".invalid", StringComparison.Ordinal)
            && !mail.Feedback!.Recipients.Contains(recipient, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"recipient {recipient}, found {string.Join(' ', mail.Feedback.Recipients)}";
        }

        if (kind == "feedback" && mail.Feedback!.FeedbackType != Text(expected, "feedbacktype"))
        {
            yield return $"type {Text(expected, "feedbacktype")}, found {mail.Feedback.FeedbackType}";
        }
    }

    private static IEnumerable<string> CompareRecipient(JsonElement expected, InboundMail mail)
    {
        var address = Text(expected, "recipient");
        var found = mail.Delivery!.Recipients.FirstOrDefault(recipient => recipient.Address.Equals(address, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            yield return $"recipient {address}, found {string.Join(' ', mail.Delivery.Recipients.Select(static recipient => recipient.Address))}";
            yield break;
        }

        // Codes from x.0.900 on are made up by the other reader where the mail has none.
        var status = Text(expected, "deliverystatus");
        var isMadeUp = status.Split('.') is [_, "0", { Length: 3 }];
        if (!isMadeUp && status != (found.Status ?? $"{status[0]}.0.0"))
        {
            yield return $"status {status}, found {found.Status}";
        }

        if (Text(expected, "replycode") != (found.ReplyCode?.ToString(CultureInfo.InvariantCulture) ?? ""))
        {
            yield return $"reply {Text(expected, "replycode")}, found {found.ReplyCode}";
        }

        if (expected.GetProperty("hardbounce").GetInt32() == 1 != found.IsHard)
        {
            yield return $"hard {expected.GetProperty("hardbounce")} ({Text(expected, "reason")}), found {found.Reason}";
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
