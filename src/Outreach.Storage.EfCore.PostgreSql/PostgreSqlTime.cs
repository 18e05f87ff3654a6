using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Stores times as UTC in whole microseconds, which is what <c>timestamptz</c> holds; rounded down, so that none becomes later than it was.</summary>
internal sealed class PostgreSqlTime() : ValueConverter<DateTimeOffset, DateTimeOffset>(time => RoundDown(time), time => time)
{
    public static DateTimeOffset RoundDown(DateTimeOffset time) =>
        MicrosecondsConverter.FromMicroseconds(MicrosecondsConverter.ToMicroseconds(time));

    public static DateTimeOffset? RoundDown(DateTimeOffset? time) => time is { } value ? RoundDown(value) : null;
}
