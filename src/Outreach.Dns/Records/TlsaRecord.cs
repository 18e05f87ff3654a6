namespace Outreach.Dns;

/// <summary>A certificate or key of a TLS service (RFC 6698 §2.1).</summary>
public sealed record TlsaRecord : DnsRecord
{
    /// <summary>Gets how the certificate is used, 0 to 255.</summary>
    public required int Usage { get; init; }

    /// <summary>Gets what is compared: 0 the whole certificate, 1 its public key.</summary>
    public required int Selector { get; init; }

    /// <summary>Gets how: 0 exactly, 1 by SHA-256, 2 by SHA-512.</summary>
    public required int MatchingType { get; init; }

    /// <summary>Gets the certificate, key or hash.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }
}
