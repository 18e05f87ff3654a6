namespace Outreach.Tests.Reference;

/// <summary>Windows and delays as one would write them down without thinking of speed: a quarter of an hour at a time, by the framework's zones.</summary>
internal static class ReferenceClock
{
    private static readonly TimeSpan Hop = TimeSpan.FromMinutes(15);

    public static bool IsOpen(SendingSchedule schedule, TimeZoneInfo zone, DateTimeOffset at)
    {
        var wall = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        var time = TimeOnly.FromDateTime(wall);
        return schedule.Opens < schedule.Closes
            ? time >= schedule.Opens && time < schedule.Closes && OpensOn(schedule, wall)
            : (time >= schedule.Opens && OpensOn(schedule, wall)) || (time < schedule.Closes && OpensOn(schedule, wall.AddDays(-1)));
    }

    public static DateTimeOffset NextOpening(SendingSchedule schedule, TimeZoneInfo zone, DateTimeOffset from)
    {
        if (IsOpen(schedule, zone, from))
        {
            return from;
        }

        var at = new DateTimeOffset(from.UtcTicks - (from.UtcTicks % Hop.Ticks), TimeSpan.Zero) + Hop;
        while (!IsOpen(schedule, zone, at))
        {
            at += Hop;
        }

        return at;
    }

    public static DateTimeOffset Add(SendingSchedule schedule, TimeZoneInfo zone, DateTimeOffset from, StepDelay delay)
    {
        if (delay.Amount == 0 || delay.Unit == DelayUnit.Hours)
        {
            return from.ToUniversalTime().AddHours(delay.Amount);
        }

        var wall = DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(from, zone).DateTime, DateTimeKind.Unspecified);
        var left = delay.Amount;
        var day = wall;
        while (left > 0)
        {
            day = day.AddDays(1);
            left -= delay.Unit == DelayUnit.Days || OpensOn(schedule, day) ? 1 : 0;
        }

        return ToInstant(zone, day);
    }

    /// <summary>A time that is skipped is the moment of the change; one that occurs twice is the first.</summary>
    public static DateTimeOffset ToInstant(TimeZoneInfo zone, DateTime wall)
    {
        if (zone.IsInvalidTime(wall))
        {
            wall = wall.AddTicks(-(wall.Ticks % TimeSpan.TicksPerMinute));
            while (zone.IsInvalidTime(wall))
            {
                wall = wall.AddMinutes(1);
            }
        }

        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    private static bool OpensOn(SendingSchedule schedule, DateTime day) =>
        schedule.Days.HasFlag((DaysOfWeek)(1 << (int)day.DayOfWeek)) && !schedule.BlackoutDates.Contains(DateOnly.FromDateTime(day));
}
