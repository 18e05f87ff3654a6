namespace Outreach;

/// <summary>Checks that the schedule's window opens, and how soon.</summary>
internal static class ScheduleChecks
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static IEnumerable<LaunchFinding> Check(CampaignRuntime runtime)
    {
        var window = runtime.Plan.Window;
        if (!window.CanOpen)
        {
            yield return new LaunchFinding
            {
                Severity = LaunchSeverity.Error,
                Code = "window_never_opens",
                Message = "The schedule's window never opens.",
                Fix = "Allow at least one day of the week.",
            };
        }
        else if (window.NextOpening(runtime.LoadedAt, 0, window.Zone) is not { } opening || opening - runtime.LoadedAt > Soon)
        {
            yield return new LaunchFinding
            {
                Severity = LaunchSeverity.Warning,
                Code = "window_opens_late",
                Message = $"The schedule's window does not open within the next {Soon.Days} days.",
                Fix = "Look at the blackout dates and the days of the week.",
            };
        }
    }
}
