namespace Outreach.Dns;

/// <summary>A record of a type that has no class of its own.</summary>
public sealed record UnknownRecord : DnsRecord
{
    /// <summary>Gets the octets of the record's data.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }
}
