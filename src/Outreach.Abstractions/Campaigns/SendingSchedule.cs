namespace Outreach;

/// <summary>
/// When mail may go out: working hours on days of the week in a time zone, without blackout dates. A send that falls outside moves to the
/// next opening of the window, never earlier.
/// </summary>
public sealed record SendingSchedule
{
    /// <summary>Gets a schedule that is always open (UTC).</summary>
    public static SendingSchedule Always { get; } = new();

    /// <summary>Gets the IANA time zone of the window. Default: <c>Etc/UTC</c>.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>Gets whether the recipient's own time zone is used where it is known. Default: <see langword="false"/>.</summary>
    public bool UseRecipientTimeZone { get; init; }

    /// <summary>Gets the local time at which the window opens, inclusive. Default: 00:00.</summary>
    public TimeOnly Opens { get; init; } = TimeOnly.MinValue;

    /// <summary>
    /// Gets the local time at which the window closes, exclusive. Equal to <see cref="Opens"/> means open for the whole day; earlier than
    /// <see cref="Opens"/> means that the window runs over midnight and belongs to the day on which it opens. Default: 00:00.
    /// </summary>
    public TimeOnly Closes { get; init; } = TimeOnly.MinValue;

    /// <summary>Gets the days on which the window opens. Default: all seven.</summary>
    public DaysOfWeek Days { get; init; } = DaysOfWeek.All;

    /// <summary>Gets dates, in the window's zone, on which it does not open.</summary>
    public IReadOnlyList<DateOnly> BlackoutDates { get; init; } = [];

    /// <summary>
    /// Gets how far after the opening of the window sends may be spread, at random by a seed per send. Default: zero, no spread.
    /// Never beyond the window's end.
    /// </summary>
    public TimeSpan Spread { get; init; }
}
