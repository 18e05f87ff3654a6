using System.Globalization;

namespace Outreach.Sequencing.Tests;

/// <summary>
/// Compares the window's closed form with brute force: every minute of a span of time is asked, by <see cref="TimeZoneInfo"/>, what the
/// clock on the wall shows, and whether that lies in the window. Set OUTREACH_LONG=1 for all zones and ten years, OUTREACH_SEED to repeat a run.
/// </summary>
public sealed class SendingWindowOracleTests(ITestOutputHelper output)
{
    private const int SampledZones = 10;
    private static readonly DateTimeOffset First = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void NextOpening_AnyZoneAndSchedule_EqualsBruteForce()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones();
        Assert.True(zones.Count >= 400, $"This machine has {zones.Count} time zones; the test needs its whole data (package tzdata).");
        var all = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1";
        var seed = int.TryParse(Environment.GetEnvironmentVariable("OUTREACH_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
        var random = new Random(seed);
        var chosen = all ? zones : (IReadOnlyList<TimeZoneInfo>)random.GetItems<TimeZoneInfo>([.. zones], SampledZones);
        var compared = 0L;
        foreach (var zone in chosen)
        {
            var start = all ? First : First.AddDays(random.Next(9 * 365));
            compared += Compare(zone, RandomSchedule(zone, start, random), start, start.AddDays(all ? 3_653 : 366), random, seed);
        }

        output.WriteLine($"seed {seed}: {chosen.Count} of {zones.Count} zones, {compared:N0} openings compared");
    }

    private static SendingSchedule RandomSchedule(TimeZoneInfo zone, DateTimeOffset start, Random random)
    {
        // Half of the windows lie in the small hours, where clocks change.
        var opens = random.Next(2) == 0 ? random.Next(0, 240) : random.Next(0, 1440);
        var length = random.Next(4) == 0 ? 0 : random.Next(5, 1440);
        var days = (DaysOfWeek)random.Next(1, 128);
        var firstDate = DateOnly.FromDateTime(start.DateTime);
        return new SendingSchedule
        {
            TimeZone = zone.Id,
            Opens = TimeOnly.MinValue.AddMinutes(opens),
            Closes = TimeOnly.MinValue.AddMinutes((opens + length) % 1440),
            Days = days,
            BlackoutDates = [.. Enumerable.Range(0, random.Next(30)).Select(_ => firstDate.AddDays(random.Next(366)))],
        };
    }

    private static long Compare(
        TimeZoneInfo zone, SendingSchedule schedule, DateTimeOffset start, DateTimeOffset end, Random random, int seed)
    {
        var window = SendingWindow.Compile(schedule, new ZoneCatalog());
        var blackouts = schedule.BlackoutDates.ToHashSet();
        var next = DateTimeOffset.MaxValue;
        var compared = 0L;
        var later = zone.GetUtcOffset(end);
        var nearChange = 0;
        for (var minute = end; minute >= start; minute = minute.AddMinutes(-1))
        {
            var offset = zone.GetUtcOffset(minute);
            nearChange = offset != later ? 1_440 : nearChange - 1;
            later = offset;
            next = IsOpen(minute.UtcDateTime + offset, schedule, blackouts) ? minute : next;
            if (next != DateTimeOffset.MaxValue && (nearChange > 0 || random.Next(20) == 0))
            {
                // Between two minutes: the opening is the next whole minute, or now.
                var from = next > minute && random.Next(2) == 0 ? minute.AddTicks(random.Next((int)TimeSpan.TicksPerMinute)) : minute;
                var expected = from > next ? from : next;
                compared++;
                if (window.NextOpening(from, 0, window.Zone) != expected || window.IsOpen(from, window.Zone) != (from == expected))
                {
                    Assert.Fail($"seed {seed}, {schedule}: from {from:O} expected {expected:O}, found {window.NextOpening(from, 0, window.Zone):O}");
                }
            }
        }

        return compared;
    }

    /// <summary>The definition of the window, written as plainly as possible.</summary>
    private static bool IsOpen(DateTime wall, SendingSchedule schedule, HashSet<DateOnly> blackouts)
    {
        var date = DateOnly.FromDateTime(wall);
        var time = TimeOnly.FromDateTime(wall);
        bool OpensOn(DateOnly day) => schedule.Days.HasFlag((DaysOfWeek)(1 << (int)day.DayOfWeek)) && !blackouts.Contains(day);
        if (schedule.Opens < schedule.Closes)
        {
            return time >= schedule.Opens && time < schedule.Closes && OpensOn(date);
        }

        return (time >= schedule.Opens && OpensOn(date)) || (time < schedule.Closes && OpensOn(date.AddDays(-1)));
    }
}
