namespace Outreach.Deliverability;

/// <summary>Which DMARC policy is for a domain (RFC 9989 §4.10).</summary>
public sealed record DmarcDiscovery
{
    /// <summary>Gets the domain of the sender (<c>From</c>).</summary>
    public required string Domain { get; init; }

    /// <summary>Gets the organisation's domain, which relaxed alignment compares; by the public suffix list where DNS does not say.</summary>
    public required string OrganizationalDomain { get; init; }

    /// <summary>Gets the domain whose record is for the sender's; <see langword="null"/> if there is none.</summary>
    public string? PolicyDomain { get; init; }

    /// <summary>Gets the record; <see langword="null"/> if there is none that receivers follow.</summary>
    public DmarcRecord? Record { get; init; }

    /// <summary>Gets what is wrong, for people; empty if nothing is.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Gets whether DNS could not be asked, so that nothing is known.</summary>
    public bool IsTemporaryFailure { get; init; }
}
