using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Outreach.Storage.EfCore;

/// <summary>Stores times as whole microseconds since 1970 (UTC) where the database has no type for them.</summary>
internal sealed class MicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(
    time => ToMicroseconds(time), microseconds => FromMicroseconds(microseconds))
{
    /// <summary>Rounds down, so that a time never becomes later than it was.</summary>
    public static long ToMicroseconds(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return (ticks / TimeSpan.TicksPerMicrosecond) - (ticks % TimeSpan.TicksPerMicrosecond < 0 ? 1 : 0);
    }

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
