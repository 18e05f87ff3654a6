using System.Globalization;

namespace Outreach.Providers.Http;

/// <summary>Reads the headers in which providers say when a limit ends, such as <c>X-RateLimit-Reset</c>.</summary>
public static class ResetTime
{
    /// <summary>Reads a time in seconds since 1970.</summary>
    /// <param name="header">The header's value, or <see langword="null"/>.</param>
    /// <param name="now">The time now.</param>
    /// <returns>How long until then, at most a day; <see langword="null"/> if the header holds no such time.</returns>
    public static TimeSpan? FromUnixSeconds(string? header, DateTimeOffset now) =>
        long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 253_402_300_799
            ? RetryAfterHeader.Bound(DateTimeOffset.FromUnixTimeSeconds(seconds) - now)
            : null;
}
