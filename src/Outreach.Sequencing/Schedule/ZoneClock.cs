using System.Collections.Concurrent;

namespace Outreach.Sequencing;

/// <summary>
/// A time zone prepared for fast conversion: the offsets of each year are looked up once and kept. The offsets are those of
/// <see cref="TimeZoneInfo"/>; two transitions of one UTC day are told apart unless the second undoes the first. Safe for concurrent use.
/// </summary>
public sealed class ZoneClock
{
    /// <summary>More than any zone's offset, and more than any jump of a zone's clock.</summary>
    private const long Reach = 30 * TimeSpan.TicksPerHour;

    private readonly TimeZoneInfo _zone;
    private readonly ConcurrentDictionary<int, ZoneSegment[]> _years = new();

    internal ZoneClock(TimeZoneInfo zone) => _zone = zone;

    /// <summary>Gets the zone's name.</summary>
    public string Id => _zone.Id;

    /// <summary>Gets the zone's offset from UTC at an instant.</summary>
    public TimeSpan OffsetAt(DateTimeOffset instant) => new(SegmentAt(instant.UtcTicks).Offset);

    /// <summary>
    /// Finds the first instant at which the zone's clock shows a local time, or, where that time is skipped, has passed it: for a time in the
    /// gap of a daylight saving change this is the moment of the change; for a time that occurs twice it is the first.
    /// </summary>
    /// <param name="localTime">The local time; its kind is ignored.</param>
    /// <param name="notBefore">The earliest instant to find.</param>
    /// <returns>The instant in UTC, or <see langword="null"/> beyond the calendar's end.</returns>
    public DateTimeOffset? FirstInstant(DateTime localTime, DateTimeOffset notBefore) =>
        FirstInstant(localTime.Ticks, notBefore.UtcTicks, SegmentAt(notBefore.UtcTicks)) is var found and >= 0
            ? new DateTimeOffset(found, TimeSpan.Zero)
            : null;

    internal long FirstInstant(long localTicks, long notBefore, in ZoneSegment near) =>
        TryFindStretch(localTicks, localTicks + Reach, notBefore, near, out var start, out _) ? start : -1;

    /// <summary>
    /// Finds the first stretch of time that ends after <paramref name="after"/> and during which the zone's clock shows a time from
    /// <paramref name="localStart"/> to before <paramref name="localEnd"/>. A daylight saving change may cut such a span short, remove it,
    /// or make two of it.
    /// </summary>
    /// <param name="localStart">The first tick of local time.</param>
    /// <param name="localEnd">The tick of local time after the last.</param>
    /// <param name="after">The stretch ends after this tick of UTC, and what lies before it is not part of it.</param>
    /// <param name="near">Any segment; if the span lies well within it, nothing needs to be looked up.</param>
    /// <param name="start">The stretch's first tick of UTC.</param>
    /// <param name="end">The tick of UTC after its last.</param>
    internal bool TryFindStretch(long localStart, long localEnd, long after, in ZoneSegment near, out long start, out long end)
    {
        start = Math.Max(after, localStart - near.Offset);
        end = localEnd - near.Offset;
        if (localStart - near.Offset >= near.Start + Reach && end <= near.End - Reach)
        {
            return start < end;
        }

        return TrySearchStretch(localStart, localEnd, after, out start, out end);
    }

    internal ZoneSegment SegmentAt(long utcTicks)
    {
        var ticks = Math.Clamp(utcTicks, 0, DateTime.MaxValue.Ticks);
        var year = new DateTime(ticks).Year;
        if (!_years.TryGetValue(year, out var segments))
        {
            segments = _years.GetOrAdd(year, ReadYear(year));
        }

        var i = 0;
        while (ticks >= segments[i].End)
        {
            i++;
        }

        return segments[i];
    }

    private bool TrySearchStretch(long localStart, long localEnd, long after, out long start, out long end)
    {
        start = end = 0;
        var found = false;
        var cursor = Math.Max(after, localStart - Reach);
        var last = Math.Min(localEnd + Reach, DateTime.MaxValue.Ticks);
        while (cursor <= last)
        {
            var segment = SegmentAt(cursor);
            var from = Math.Max(cursor, localStart - segment.Offset);
            var to = Math.Min(segment.End, localEnd - segment.Offset);
            if (from < to && (!found || from == end))
            {
                start = found ? start : from;
                end = to;
                found = true;
            }
            else if (found)
            {
                break;
            }

            cursor = segment.End;
        }

        return found;
    }

    private ZoneSegment[] ReadYear(int year)
    {
        var segments = new List<ZoneSegment>(4);
        var start = new DateTime(year, 1, 1).Ticks;
        var end = year == 9999 ? DateTime.MaxValue.Ticks + 1 : new DateTime(year + 1, 1, 1).Ticks;
        var offset = ReadOffset(start);
        for (var probe = start; probe < end;)
        {
            var next = Math.Min(probe + TimeSpan.TicksPerDay, end) - 1;
            if (ReadOffset(next) == offset)
            {
                probe = next + 1;
                continue;
            }

            // The change may be at the probe itself: the tick before still had the old offset.
            probe = FindChange(Math.Max(start, probe - 1), next, offset);
            segments.Add(new ZoneSegment(start, probe, offset));
            start = probe;
            offset = ReadOffset(probe);
        }

        segments.Add(new ZoneSegment(start, end, offset));
        return [.. segments];
    }

    /// <summary>Finds the first tick after <paramref name="low"/>, up to <paramref name="high"/>, with another offset.</summary>
    private long FindChange(long low, long high, long offset)
    {
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (ReadOffset(middle) == offset)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    private long ReadOffset(long utcTicks) => _zone.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;
}
