namespace Outreach.Dns;

/// <summary>Host and port of a service.</summary>
public sealed record SrvRecord : DnsRecord
{
    /// <summary>Gets the priority, 0 to 65,535; the lowest is tried first.</summary>
    public required int Priority { get; init; }

    /// <summary>Gets the share among records of one priority, 0 to 65,535.</summary>
    public required int Weight { get; init; }

    /// <summary>Gets the port.</summary>
    public required int Port { get; init; }

    /// <summary>Gets the host; empty where the service is not offered.</summary>
    public required string Target { get; init; }
}
