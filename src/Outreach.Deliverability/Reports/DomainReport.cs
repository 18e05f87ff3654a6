namespace Outreach.Deliverability;

/// <summary>What was found out about a domain that mail is sent from.</summary>
public sealed record DomainReport
{
    /// <summary>Gets the domain, ASCII in lower case.</summary>
    public required string Domain { get; init; }

    /// <summary>Gets the organisation's domain, to which DMARC compares.</summary>
    public required string OrganizationalDomain { get; init; }

    /// <summary>Gets when it was checked.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Gets what was found, area by area.</summary>
    public required IReadOnlyList<DomainFinding> Findings { get; init; }

    /// <summary>Gets the SPF record with all that it includes.</summary>
    public required SpfAudit Spf { get; init; }

    /// <summary>Gets which DMARC policy is for the domain.</summary>
    public required DmarcDiscovery Dmarc { get; init; }

    /// <summary>Gets the severity of the worst finding.</summary>
    public FindingSeverity Severity => Findings.Count == 0 ? FindingSeverity.Good : Findings.Max(finding => finding.Severity);
}
