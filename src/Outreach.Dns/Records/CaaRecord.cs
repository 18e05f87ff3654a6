namespace Outreach.Dns;

/// <summary>Who may issue certificates for a name.</summary>
public sealed record CaaRecord : DnsRecord
{
    /// <summary>Gets whether an issuer that does not know <see cref="Tag"/> must not issue.</summary>
    public required bool IsCritical { get; init; }

    /// <summary>Gets what is said, such as <c>issue</c> or <c>iodef</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>Gets the value.</summary>
    public required string Value { get; init; }
}
