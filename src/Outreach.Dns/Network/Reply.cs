using Outreach.Dns.Wire;

namespace Outreach.Dns.Network;

/// <summary>What one server said: a message, or how it failed.</summary>
internal readonly record struct Reply(DnsStatus Status, DnsMessage? Message, string Detail)
{
    /// <summary>Whether the server was there at all.</summary>
    public bool IsSilence => Status is DnsStatus.Timeout or DnsStatus.Malformed;

    public static Reply Failed(DnsStatus status, string detail) => new(status, null, detail);
}
