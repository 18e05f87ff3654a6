using System.Net;

namespace Outreach.Deliverability;

/// <summary>Who wants to send, as a receiver sees it.</summary>
public sealed record SpfClient
{
    /// <summary>Gets the address that the connection comes from. An IPv4 address in an IPv6 one counts as IPv4.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Gets the envelope's sender (<c>MAIL FROM</c>); empty for bounces, which count as sent by postmaster of <see cref="Helo"/>.</summary>
    public required string MailFrom { get; init; }

    /// <summary>Gets the name that the client gives itself (<c>HELO</c>).</summary>
    public required string Helo { get; init; }

    /// <summary>Gets the receiver's name, which explanations may mention.</summary>
    public string Receiver { get; init; } = "unknown";
}
