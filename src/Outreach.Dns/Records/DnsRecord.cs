namespace Outreach.Dns;

/// <summary>A record of DNS. Names in it are ASCII without a dot at the end; the root is an empty text.</summary>
/// <remarks>
/// A label may hold any octet: those that are no printable ASCII are written <c>\DDD</c>, a dot and a backslash inside a label <c>\.</c> and
/// <c>\\</c> (RFC 1035 §5.1).
/// </remarks>
public abstract record DnsRecord
{
    private protected DnsRecord()
    {
    }

    /// <summary>Gets the name that the record belongs to.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the type.</summary>
    public required DnsRecordType Type { get; init; }

    /// <summary>Gets how long the record may be kept.</summary>
    public required TimeSpan TimeToLive { get; init; }
}
