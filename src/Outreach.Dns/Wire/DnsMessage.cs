namespace Outreach.Dns.Wire;

/// <summary>A message as it came.</summary>
internal sealed class DnsMessage
{
    public required DnsHeader Header { get; init; }

    /// <summary>The question; null where there is none.</summary>
    public DnsQuestion? Question { get; init; }

    public required IReadOnlyList<DnsRecord> Answers { get; init; }

    public required IReadOnlyList<DnsRecord> Authority { get; init; }

    public required IReadOnlyList<DnsRecord> Additional { get; init; }

    /// <summary>The largest UDP payload that the sender takes; null without EDNS (RFC 6891).</summary>
    public int? EdnsPayload { get; init; }

    /// <summary>The code of the header, with the upper bits that EDNS adds (RFC 6891 §6.1.3).</summary>
    public required int ResponseCode { get; init; }
}
