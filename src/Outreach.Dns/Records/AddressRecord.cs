using System.Net;

namespace Outreach.Dns;

/// <summary>An address: A or AAAA.</summary>
public sealed record AddressRecord : DnsRecord
{
    /// <summary>Gets the address.</summary>
    public required IPAddress Address { get; init; }
}
