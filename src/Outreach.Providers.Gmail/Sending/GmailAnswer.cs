using System.Globalization;
using System.Text.RegularExpressions;
using Outreach.Providers.Http;

namespace Outreach.Providers.Gmail;

/// <summary>Reads the answers of <c>users.messages.send</c> (Gmail API, "Resolve errors", "Usage limits").</summary>
internal static partial class GmailAnswer
{
    /// <summary>Quotas of a day end at an hour that Google doesn't tell.</summary>
    private static readonly TimeSpan DailyWait = TimeSpan.FromHours(1);

    public static HandOverResult Read(HttpAnswer answer, bool hasThread)
    {
        if (answer.Status == 200)
        {
            return answer.TryReadJson(GmailJson.Default.GmailSent, out var sent) && sent.Id is { Length: > 0 } id ? answer.Accepted(id) : answer.Unclear();
        }

        var error = answer.TryReadJson(GmailJson.Default.GmailError, out var known) ? known : new GmailError(Error: null);
        return answer.Status switch
        {
            // Whoever deleted the conversation ended it: the next attempt begins a new one.
            400 or 404 when hasThread && IsAboutThread(answer.Status, error) => answer.Refused(FailureKind.Transient),
            400 => answer.Refused(KindOf(error)),
            403 => answer.Refused(KindOfForbidden(error.Reason), error.Reason is "dailyLimitExceeded" or "quotaExceeded" ? DailyWait : Wait(error, answer.ReceivedAt)),
            429 => answer.Refused(FailureKind.Throttled, Wait(error, answer.ReceivedAt)),

            // Google asks to try again after a 5xx, and does not say that nothing was sent.
            _ => answer.NotAccepted(),
        };
    }

    private static bool IsAboutThread(int status, GmailError error) => status == 404 || error.Message.Contains("thread", StringComparison.OrdinalIgnoreCase);

    private static FailureKind KindOf(GmailError error) =>
        error.Reason is "failedPrecondition" or "FAILED_PRECONDITION" ? FailureKind.Authentication // no mailbox behind the account
        : Holds(error, "recipient") || Holds(error, "Invalid To") ? FailureKind.RejectedRecipient
        : Holds(error, "attachment") || Holds(error, "mime") || Holds(error, "too large") || Holds(error, "header") ? FailureKind.RejectedContent
        : FailureKind.Permanent;

    private static FailureKind KindOfForbidden(string reason) =>
        reason is "rateLimitExceeded" or "userRateLimitExceeded" or "dailyLimitExceeded" or "quotaExceeded" or "RESOURCE_EXHAUSTED" ? FailureKind.Throttled : FailureKind.Authentication;

    private static bool Holds(GmailError error, string word) => error.Message.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>A limit of the mailbox tells its end in the text: "Retry after 2026-03-02T10:00:00.000Z".</summary>
    private static TimeSpan? Wait(GmailError error, DateTimeOffset now) =>
        RetryTime().Match(error.Message) is { Success: true } match
        && DateTimeOffset.TryParse(match.Groups["time"].ValueSpan, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            ? TimeSpan.FromTicks(Math.Clamp((end - now).Ticks, 0, TimeSpan.TicksPerDay))
            : null;

    [GeneratedRegex(@"Retry after (?<time>[0-9T:.\-]{19,27}Z)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex RetryTime();
}
