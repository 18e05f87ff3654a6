using System.Globalization;

namespace Outreach.Deliverability;

/// <summary>Looks at how long a list has not been written to.</summary>
internal static class ListAdvice
{
    public const string Fix =
        "Re-engage first: ask a small part of the list, the latest to have answered, whether they still want mail, and remove who does not answer, before the whole list is written to.";

    /// <summary>Gets since when a list has not been written to, if that is too long: six months, also for one that never was.</summary>
    /// <returns>The time, or <see langword="null"/>.</returns>
    public static DateTimeOffset? DormantSince(RecipientList list, DateTimeOffset now)
    {
        var since = list.LastSentAt ?? list.CreatedAt;
        return since < now.AddMonths(-AdviceLimits.DormantMonths) ? since : null;
    }

    public static void Check(RecipientList list, DateTimeOffset now, AdviceFindings findings)
    {
        var since = DormantSince(list, now);
        var days = (now - (since ?? now)).TotalDays;
        var limit = (now - now.AddMonths(-AdviceLimits.DormantMonths)).TotalDays;
        findings.Judge(
            since is not null,
            RecommendationSubject.OfList(list.Id),
            new AdviceText(
                "list.dormant",
                RecommendationSeverity.Warning,
                $"The list '{list.Name}' was not written to for more than six months: many of its people have forgotten that they asked for mail, or have other addresses.",
                Fix),
            new RecommendationEvidence
            {
                Text = string.Create(CultureInfo.InvariantCulture, $"{(list.LastSentAt is null ? "never written to, made" : "last written to")} {days:0} days ago"),
                Value = days,
                Limit = limit,
            },
            Math.Max(1, days / limit));
    }
}
