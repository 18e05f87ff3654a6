namespace Outreach.Dns;

/// <summary>A record that consists of a name: NS, CNAME or PTR.</summary>
public sealed record NameRecord : DnsRecord
{
    /// <summary>Gets the name that it points at.</summary>
    public required string Target { get; init; }
}
