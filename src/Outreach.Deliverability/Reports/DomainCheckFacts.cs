using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>What several checks need to know.</summary>
internal sealed record DomainCheckFacts
{
    public required DomainCheckRequest Request { get; init; }

    /// <summary>The domain, ASCII in lower case.</summary>
    public required string Domain { get; init; }

    public required IDnsResolver Dns { get; init; }

    public required SpfAudit Spf { get; init; }

    public required DmarcDiscovery Dmarc { get; init; }

    public string ReportMailbox => Request.ReportMailbox ?? $"postmaster@{Domain}";
}
