namespace Outreach.Deliverability;

/// <summary>A list of bad senders that is asked through DNS (RFC 5782).</summary>
public sealed record Blocklist
{
    /// <summary>Gets the zone, such as <c>zen.spamhaus.org</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>Gets what it lists.</summary>
    public BlocklistTarget Target { get; init; }

    /// <summary>Gets where to ask for removal; <see langword="null"/> if it is not known.</summary>
    public Uri? Removal { get; init; }

    /// <summary>Gets lists that large receivers use. Their owners' terms may ask for a subscription.</summary>
    public static IReadOnlyList<Blocklist> Common { get; } =
    [
        new() { Zone = "zen.spamhaus.org", Removal = new Uri("https://check.spamhaus.org/") },
        new() { Zone = "bl.spamcop.net", Removal = new Uri("https://www.spamcop.net/bl.shtml") },
        new() { Zone = "b.barracudacentral.org", Removal = new Uri("https://www.barracudacentral.org/lookups") },
        new() { Zone = "dbl.spamhaus.org", Target = BlocklistTarget.Domain, Removal = new Uri("https://check.spamhaus.org/") },
    ];
}
