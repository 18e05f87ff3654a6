namespace Outreach.Dns;

/// <summary>A mail exchanger.</summary>
public sealed record MxRecord : DnsRecord
{
    /// <summary>Gets the preference, 0 to 65,535; the lowest is tried first.</summary>
    public required int Preference { get; init; }

    /// <summary>Gets the host. Empty with preference 0: the domain takes no mail (RFC 7505).</summary>
    public required string Exchange { get; init; }

    /// <summary>Gets whether this record says that the domain takes no mail (RFC 7505).</summary>
    public bool IsNull => Exchange.Length == 0;
}
