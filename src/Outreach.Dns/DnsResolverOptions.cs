using System.Net;

namespace Outreach.Dns;

/// <summary>Settings of a <see cref="DnsResolver"/>.</summary>
public sealed class DnsResolverOptions
{
    /// <summary>Gets the servers to ask, the first one first. Empty: those of the system (<c>/etc/resolv.conf</c>, read again when it changes).</summary>
    public IList<IPEndPoint> Servers { get; init; } = [];

    /// <summary>Gets or sets how long one server may take to answer.</summary>
    /// <value>10 ms to 1 minute. Default: 2 seconds.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets how often the list of servers is gone through.</summary>
    /// <value>1 to 10. Default: 2.</value>
    public int Attempts { get; set; } = 2;

    /// <summary>Gets or sets how long a question may take in all, aliases and every server included.</summary>
    /// <value>10 ms to 5 minutes. Default: 15 seconds.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how long a server that did not answer is asked after the others only; doubled with each failure in a row, up to a minute.</summary>
    /// <value>0 to 1 minute. Default: 1 second.</value>
    public TimeSpan ServerBackOff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets whether the letters of names get a random case that the answer must repeat, which makes forged answers harder. A server that
    /// does not repeat it is asked over TCP.
    /// </summary>
    /// <value>Default: <see langword="false"/>, since some servers change the case.</value>
    public bool RandomizeCase { get; set; }

    /// <summary>Gets or sets the largest answer over UDP, in octets (RFC 6891 §6.2.3); longer ones come over TCP.</summary>
    /// <value>512 to 4,096. Default: 1,232, which no network has to split.</value>
    public int UdpPayload { get; set; } = 1232;

    /// <summary>Gets or sets how many answers are kept.</summary>
    /// <value>0 (none) to 1,000,000. Default: 10,000.</value>
    public int CacheCapacity { get; set; } = 10_000;

    /// <summary>Gets or sets how long an answer is kept at most.</summary>
    /// <value>0 to 7 days. Default: 1 day.</value>
    public TimeSpan MaxTimeToLive { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Gets or sets how long it is kept at most that something does not exist (RFC 2308 §5).</summary>
    /// <value>0 to 1 day. Default: 1 hour.</value>
    public TimeSpan MaxNegativeTimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how long a failure is kept, so that a broken name is not asked for again and again (RFC 9520 §3.2).</summary>
    /// <value>0 to 5 minutes. Default: 5 seconds.</value>
    public TimeSpan FailureTimeToLive { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how many aliases (CNAME) are followed.</summary>
    /// <value>1 to 32. Default: 12.</value>
    public int MaxAliases { get; set; } = 12;

    internal void Validate()
    {
        Check(AttemptTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), nameof(AttemptTimeout));
        Check(TotalTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5), nameof(TotalTimeout));
        Check(ServerBackOff, TimeSpan.Zero, TimeSpan.FromMinutes(1), nameof(ServerBackOff));
        Check(MaxTimeToLive, TimeSpan.Zero, TimeSpan.FromDays(7), nameof(MaxTimeToLive));
        Check(MaxNegativeTimeToLive, TimeSpan.Zero, TimeSpan.FromDays(1), nameof(MaxNegativeTimeToLive));
        Check(FailureTimeToLive, TimeSpan.Zero, TimeSpan.FromMinutes(5), nameof(FailureTimeToLive));
        Check(Attempts, 1, 10, nameof(Attempts));
        Check(UdpPayload, 512, 4096, nameof(UdpPayload));
        Check(CacheCapacity, 0, 1_000_000, nameof(CacheCapacity));
        Check(MaxAliases, 1, 32, nameof(MaxAliases));
    }

    private static void Check<T>(T value, T least, T most, string name)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Set {nameof(DnsResolverOptions)}.{name} to a value from {least} to {most}.");
        }
    }
}
