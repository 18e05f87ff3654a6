using System.Globalization;

namespace Outreach;

/// <summary>Compares what is to be sent with what may be sent.</summary>
internal static class CapacityChecks
{
    private const int LongDays = 60;
    private const int UsualColdCap = 50;

    public static IEnumerable<LaunchFinding> Check(CampaignRuntime runtime, long contacts)
    {
        SenderAccount[] senders = [.. runtime.FindSenders().Where(sender => sender.IsActive)];
        var perContact = runtime.Plan.StepCount;
        var messages = contacts * perContact * (1 + runtime.Copies.Count);
        if (senders.Length > 0 && senders.All(sender => sender.DailyCap is not null))
        {
            var perDay = senders.Sum(sender => (long)sender.DailyCap!.Value);
            var days = perDay > 0 ? (messages + perDay - 1) / perDay : long.MaxValue;
            if (days > LongDays)
            {
                yield return Warn(
                    "capacity_days",
                    string.Create(CultureInfo.InvariantCulture, $"Up to {messages} messages at {perDay} a day take more than {days} days on which the window is open."),
                    "Add sender accounts, raise their daily caps, or write to fewer contacts; a forecast shows the days.");
            }
        }

        if (runtime.Campaign.Pacing is { } pacing && pacing.Delay * (contacts * perContact) > TimeSpan.FromDays(LongDays))
        {
            yield return Warn(
                "capacity_pacing",
                string.Create(CultureInfo.InvariantCulture, $"Up to {contacts * perContact} messages with {pacing.Delay} between them take more than {LongDays} days."),
                "Shorten Pacing.Delay, or write to fewer contacts; a forecast shows the days.");
        }

        if (runtime.Campaign.Stream == MessageStream.Marketing && contacts > UsualColdCap && senders.Any(sender => sender.DailyCap is null))
        {
            yield return new LaunchFinding
            {
                Severity = LaunchSeverity.Hint,
                Code = "no_daily_cap",
                Message = "A sender account has no daily cap.",
                Fix = "For cold mail set DailyCap to 20 to 40; a mailbox that suddenly sends much more is taken for a spammer's.",
            };
        }
    }

    private static LaunchFinding Warn(string code, string message, string fix) =>
        new() { Severity = LaunchSeverity.Warning, Code = code, Message = message, Fix = fix };
}
