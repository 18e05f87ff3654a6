namespace Outreach;

/// <summary>So many messages a period. Periods follow each other without gap from 1970-01-01 UTC on: with an hour, they are the hours of the clock.</summary>
/// <param name="Messages">How many messages, 1 or more.</param>
/// <param name="Period">The period, 1 second to 7 days.</param>
public readonly record struct SendRate(int Messages, TimeSpan Period)
{
    /// <summary>Makes a rate by the minute.</summary>
    public static SendRate PerMinute(int messages) => new(messages, TimeSpan.FromMinutes(1));

    /// <summary>Makes a rate by the hour.</summary>
    public static SendRate PerHour(int messages) => new(messages, TimeSpan.FromHours(1));

    /// <summary>Makes a rate by the day (UTC).</summary>
    public static SendRate PerDay(int messages) => new(messages, TimeSpan.FromDays(1));
}
