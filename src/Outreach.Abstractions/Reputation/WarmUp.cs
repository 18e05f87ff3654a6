namespace Outreach;

/// <summary>The warm-up of a sending address. Its days are those of UTC.</summary>
public sealed record WarmUp
{
    /// <summary>Gets the plan.</summary>
    public required WarmUpPlan Plan { get; init; }

    /// <summary>Gets day 1 of the plan.</summary>
    public required DateOnly StartedOn { get; init; }

    /// <summary>
    /// Gets whether contacts that have not opened, clicked or replied within 90 days wait until the plan is over. Otherwise they come after those
    /// that have: each waits for an hour, in which these take what they need of the day's volume.
    /// </summary>
    public bool EngagedOnly { get; init; }

    /// <summary>Gets the day of the plan on a date: a day on which sending was paused is repeated on the next.</summary>
    /// <param name="date">The date (UTC).</param>
    /// <param name="pausedOn">The dates on which sending from the address was paused.</param>
    /// <returns>The day, from 1; 0 or less before the start.</returns>
    public int DayOn(DateOnly date, IEnumerable<DateOnly> pausedOn)
    {
        ArgumentNullException.ThrowIfNull(pausedOn);
        return date.DayNumber - StartedOn.DayNumber + 1 - pausedOn.Where(paused => paused >= StartedOn && paused < date).Distinct().Count();
    }
}
