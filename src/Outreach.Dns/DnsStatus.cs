namespace Outreach.Dns;

/// <summary>How a question to DNS ended.</summary>
public enum DnsStatus
{
    /// <summary>There are records.</summary>
    Success,

    /// <summary>The name exists, but has no record of this type (RFC 2308 §2.2).</summary>
    NoData,

    /// <summary>The name does not exist: NXDOMAIN (RFC 2308 §2.1).</summary>
    NameNotFound,

    /// <summary>The name can't be in DNS: a label is empty or longer than 63 octets, or the whole is longer than 255 (RFC 1035 §2.3.4).</summary>
    InvalidName,

    /// <summary>No server answered in time, or none could be reached.</summary>
    Timeout,

    /// <summary>The servers could not answer (SERVFAIL): most often the zone or its signatures are broken, or its servers are down.</summary>
    ServerFailure,

    /// <summary>The servers do not answer such questions (REFUSED, NOTIMP, FORMERR).</summary>
    Refused,

    /// <summary>What came back was no DNS message.</summary>
    Malformed,

    /// <summary>The name is an alias of an alias without end, or of too many.</summary>
    AliasLoop,
}
