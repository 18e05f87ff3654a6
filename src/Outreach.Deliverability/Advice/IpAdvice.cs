using System.Globalization;

namespace Outreach.Deliverability;

/// <summary>Looks at whether new sending addresses are warmed up.</summary>
internal static class IpAdvice
{
    /// <summary>Looks at an address.</summary>
    /// <param name="ip">The address.</param>
    /// <param name="addedOn">Its first day.</param>
    /// <param name="pausedOn">The days on which it was paused.</param>
    /// <param name="today">The day (UTC).</param>
    /// <param name="findings">Takes what is found.</param>
    public static void Check(SendingIp ip, DateOnly addedOn, IEnumerable<DateOnly> pausedOn, DateOnly today, AdviceFindings findings)
    {
        var subject = new RecommendationSubject(RecommendationSubjectKind.Ip, ip.Address);
        var age = today.DayNumber - addedOn.DayNumber + 1;
        findings.Judge(
            ip is { IsActive: true, WarmUp: null } && age <= AdviceLimits.NewIpDays,
            subject,
            new AdviceText(
                "ip.new",
                RecommendationSeverity.Warning,
                "The address is new and not being warmed up: mailbox providers put off or filter much mail from an address that they don't know.",
                "Give it a warm-up (WarmUpPlan.Standard) and follow it; if others knew the address before, dismiss this."),
            new RecommendationEvidence
            {
                Text = string.Create(CultureInfo.InvariantCulture, $"day {age} since it was added on {addedOn:yyyy-MM-dd}, and no warm-up"),
                Value = age,
                Limit = AdviceLimits.NewIpDays,
            });

        var day = ip.WarmUp?.DayOn(today, pausedOn) ?? 0;
        var lastDay = ip.WarmUp?.Plan.Stages[^1].LastDay ?? 0;
        findings.Judge(
            ip is { IsActive: true, WarmUp: not null } && day <= lastDay,
            subject,
            new AdviceText(
                "ip.warm-up",
                RecommendationSeverity.Hint,
                "The address is being warmed up.",
                "Follow the plan: plan campaigns for the volume that it allows a day, and write to the most engaged first."),
            new RecommendationEvidence
            {
                Text = string.Create(CultureInfo.InvariantCulture, $"day {day} of {lastDay}, {(day < 1 ? 0 : ip.WarmUp?.Plan.VolumeOn(day)):N0} messages today"),
                Value = day,
                Limit = lastDay,
            });
    }
}
