using System.Numerics;

namespace Outreach.Sequencing;

public sealed partial class SendingWindow
{
    private const long LastDay = 3_652_058;
    private const long Never = long.MaxValue;

    /// <summary>Finds the time after a step's delay.</summary>
    /// <param name="from">When the step before was sent, or the reply arrived.</param>
    /// <param name="delay">
    /// The delay. Hours are elapsed time. Days and business days keep the local time: where daylight saving skips it, the moment of the
    /// change is taken; where it occurs twice, the first. Business days are days on which the window opens. A negative amount counts as 0.
    /// </param>
    /// <param name="zone">The zone, from <see cref="ZoneFor"/>.</param>
    /// <returns>The time, not yet moved into the window; <see langword="null"/> if there is none before the calendar's end.</returns>
    public DateTimeOffset? AddDelay(DateTimeOffset from, StepDelay delay, ZoneClock zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (delay.Amount <= 0)
        {
            return from;
        }

        if (delay.Unit == DelayUnit.Hours)
        {
            var hours = delay.Amount * TimeSpan.TicksPerHour;
            return from.UtcTicks <= DateTime.MaxValue.Ticks - hours ? new DateTimeOffset(from.UtcTicks + hours, TimeSpan.Zero) : null;
        }

        var now = zone.SegmentAt(from.UtcTicks);
        var local = from.UtcTicks + now.Offset;
        var day = DayOf(local);
        var target = delay.Unit == DelayUnit.Days ? day + delay.Amount : AddOpenDays(day, delay.Amount);
        if (target > LastDay)
        {
            return null;
        }

        var instant = zone.FirstInstant(local + ((target - day) * Day), from.UtcTicks, now);
        return instant < 0 ? null : new DateTimeOffset(instant, TimeSpan.Zero);
    }

    private static long DayOf(long localTicks) => localTicks >= 0 ? localTicks / Day : ((localTicks + 1) / Day) - 1;

    /// <summary>Gets the day of the week of a day number from -8 on, from Sunday = 0. Day 0 was a Monday.</summary>
    private static int WeekdayOf(long day) => (int)((uint)(day + 8) % 7);

    private bool IsWeekdayOpen(int day) => (_days & (1u << WeekdayOf(day))) != 0;

    private bool IsOpenDay(long day) => (_days & (1u << WeekdayOf(day))) != 0 && !IsBlackout(FirstBlackout(day), day);

    private bool Covers(long local)
    {
        var day = DayOf(local);
        var sinceOpening = local - (day * Day) - _opens;
        return sinceOpening >= 0
            ? sinceOpening < _length && IsOpenDay(day)
            : sinceOpening + Day < _length && IsOpenDay(day - 1);
    }

    /// <summary>Finds the first day from <paramref name="day"/> on on which the window opens.</summary>
    private long NextOpenDay(long day)
    {
        if (_days == 0)
        {
            return Never;
        }

        day = NextWeekday(day);
        for (var i = FirstBlackout(day); IsBlackout(i, day); i++)
        {
            day = NextWeekday(day + 1);
        }

        return day;
    }

    private long NextWeekday(long day)
    {
        var weekday = WeekdayOf(day);
        return day + BitOperations.TrailingZeroCount((_days >> weekday) | (_days << (7 - weekday)));
    }

    /// <summary>Gets the index of the first blackout date from a day on. They are all days on which the window would open, in order.</summary>
    private int FirstBlackout(long day)
    {
        if (_blackouts.Length == 0)
        {
            return 0;
        }

        var i = Array.BinarySearch(_blackouts, (int)day);
        return i < 0 ? ~i : i;
    }

    private bool IsBlackout(int index, long day) => index < _blackouts.Length && _blackouts[index] == day;

    /// <summary>Counts on by days on which the window opens: whole weeks at once, then day by day.</summary>
    private long AddOpenDays(long day, int count)
    {
        if (_days == 0)
        {
            return Never;
        }

        var perWeek = BitOperations.PopCount(_days);
        var left = (long)count;
        while (left > 0 && day <= LastDay)
        {
            var weeks = (left - 1) / perWeek;
            if (weeks > 0)
            {
                var next = day + (weeks * 7);
                left -= (weeks * perWeek) - CountBlackouts(day, next);
                day = next;
            }
            else
            {
                day = NextOpenDay(day + 1);
                left--;
            }
        }

        return day;
    }

    private int CountBlackouts(long after, long until) => FirstBlackout(Math.Min(until, LastDay) + 1) - FirstBlackout(after + 1);
}
