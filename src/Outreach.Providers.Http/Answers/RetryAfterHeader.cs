using System.Net.Http.Headers;

namespace Outreach.Providers.Http;

/// <summary>Reads <c>Retry-After</c> (RFC 9110 §10.2.3): seconds or a date.</summary>
internal static class RetryAfterHeader
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    public static TimeSpan? Read(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header switch
        {
            { Delta: { } delta } => Bound(delta),
            { Date: { } date } => Bound(date - now),
            _ => null,
        };

    /// <summary>Keeps a wait between none and a day: nobody's answer may stop a campaign for longer.</summary>
    public static TimeSpan Bound(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Most ? Most : wait;
}
