using System.Diagnostics.CodeAnalysis;

namespace Outreach.Dns;

/// <summary>Types of DNS records, with their numbers. Others can be asked for by number and come back as <see cref="UnknownRecord"/>.</summary>
public enum DnsRecordType
{
    /// <summary>No type.</summary>
    None = 0,

    /// <summary>An IPv4 address (RFC 1035 §3.4.1).</summary>
    A = 1,

    /// <summary>A name server (RFC 1035 §3.3.11).</summary>
    Ns = 2,

    /// <summary>The name that an alias stands for (RFC 1035 §3.3.1).</summary>
    Cname = 5,

    /// <summary>The head of a zone (RFC 1035 §3.3.13).</summary>
    Soa = 6,

    /// <summary>The name of an address (RFC 1035 §3.3.12).</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The name of the type in DNS.")]
    Ptr = 12,

    /// <summary>A mail exchanger (RFC 1035 §3.3.9).</summary>
    Mx = 15,

    /// <summary>Text (RFC 1035 §3.3.14).</summary>
    Txt = 16,

    /// <summary>An IPv6 address (RFC 3596).</summary>
    Aaaa = 28,

    /// <summary>Host and port of a service (RFC 2782).</summary>
    Srv = 33,

    /// <summary>A certificate of a TLS service (RFC 6698).</summary>
    Tlsa = 52,

    /// <summary>Who may issue certificates (RFC 8659).</summary>
    Caa = 257,
}
