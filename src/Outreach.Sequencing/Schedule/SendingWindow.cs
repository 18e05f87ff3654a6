namespace Outreach.Sequencing;

/// <summary>
/// A <see cref="SendingSchedule"/> compiled for fast answers. The window is open at an instant exactly when the clock on the wall of its
/// zone then shows a time within the working hours of a day on which it opens. From this all changes of daylight saving time follow:
/// <list type="bullet">
/// <item>Hours that a change skips do not exist: a window that opens in the gap opens at the moment of the change, and one that lies wholly
/// in the gap does not open on that day.</item>
/// <item>Hours that a change repeats exist twice: a window within them is open in both, and sends take the first that has not passed.</item>
/// </list>
/// A window over midnight, and one that is open the whole day, belongs to the day on which it opens. Safe for concurrent use.
/// </summary>
public sealed partial class SendingWindow
{
    private const long Day = TimeSpan.TicksPerDay;
    private readonly ZoneCatalog _zones;
    private readonly bool _useRecipientZone;
    private readonly bool _alwaysOpen;
    private readonly int[] _blackouts;
    private readonly uint _days;
    private readonly long _opens;
    private readonly long _length;
    private readonly long _spread;

    private SendingWindow(SendingSchedule schedule, ZoneClock zone, ZoneCatalog zones)
    {
        Zone = zone;
        _zones = zones;
        _useRecipientZone = schedule.UseRecipientTimeZone;
        _days = (uint)(schedule.Days & DaysOfWeek.All);
        _opens = schedule.Opens.Ticks;
        _length = ((schedule.Closes.Ticks - schedule.Opens.Ticks + Day - 1) % Day) + 1;
        _spread = Math.Max(0, schedule.Spread.Ticks);
        _blackouts = [.. schedule.BlackoutDates.Select(static date => date.DayNumber).Where(IsWeekdayOpen).Distinct().Order()];
        _alwaysOpen = _days == (uint)DaysOfWeek.All && _length == Day && _blackouts.Length == 0;
    }

    /// <summary>Gets the campaign's zone.</summary>
    public ZoneClock Zone { get; }

    /// <summary>Gets whether the window opens on any day at all.</summary>
    public bool CanOpen => _days != 0;

    /// <summary>Compiles a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="zones">Where zones are looked up, also those of recipients.</param>
    /// <exception cref="ArgumentException">The machine does not know the schedule's time zone.</exception>
    public static SendingWindow Compile(SendingSchedule schedule, ZoneCatalog zones)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(zones);
        var zone = zones.Find(schedule.TimeZone) ?? throw new ArgumentException(
            $"The schedule's time zone '{schedule.TimeZone}' is not known on this machine. Use an IANA name such as 'Europe/Berlin'; " +
            "if the name is right, install the time zone data (package tzdata).",
            nameof(schedule));
        return new SendingWindow(schedule, zone, zones);
    }

    /// <summary>Gets the zone in which the window holds for a contact: their own if the schedule says so and it is known, else the campaign's.</summary>
    public ZoneClock ZoneFor(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return _useRecipientZone && contact.TimeZone is { Length: > 0 } name ? _zones.Find(name) ?? Zone : Zone;
    }

    /// <summary>Gets whether the window is open at an instant.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="zone">The zone, from <see cref="ZoneFor"/>.</param>
    public bool IsOpen(DateTimeOffset at, ZoneClock zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return _alwaysOpen || Covers(at.UtcTicks + zone.SegmentAt(at.UtcTicks).Offset);
    }

    /// <summary>Finds when a send may go out.</summary>
    /// <param name="from">The earliest time.</param>
    /// <param name="seed">Where within the schedule's spread after the opening, from <see cref="StableSeed"/>.</param>
    /// <param name="zone">The zone, from <see cref="ZoneFor"/>.</param>
    /// <returns>
    /// <paramref name="from"/> itself if the window is open then; else the next opening plus an offset within the spread and within the
    /// window, in UTC; <see langword="null"/> if the window never opens again.
    /// </returns>
    public DateTimeOffset? NextOpening(DateTimeOffset from, ulong seed, ZoneClock zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var utc = from.UtcTicks;
        if (_alwaysOpen)
        {
            return from;
        }

        var now = zone.SegmentAt(utc);
        var local = utc + now.Offset;
        if (Covers(local))
        {
            return from;
        }

        // Two days back: yesterday's window may run over midnight, and a change may set the clock back over midnight.
        for (var day = NextOpenDay(Math.Max(0, DayOf(local) - 2)); day <= LastDay; day = NextOpenDay(day + 1))
        {
            var opens = (day * Day) + _opens;
            if (zone.TryFindStretch(opens, opens + _length, utc, now, out var start, out var end))
            {
                var room = Math.Min(_spread, end - start);
                return new DateTimeOffset(start + (room > 0 ? StableSeed.Below(seed, room) : 0), TimeSpan.Zero);
            }
        }

        return null;
    }
}
