using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>One check of one domain: what it may use, and what it found.</summary>
internal sealed class CheckRun(DomainCheckArea area, DomainCheckFacts facts, CancellationToken cancellationToken)
{
    public List<DomainFinding> Findings { get; } = [];

    public DomainCheckFacts Facts { get; } = facts;

    public DomainCheckRequest Request => Facts.Request;

    public string Domain => Facts.Domain;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public Task<DnsAnswer> QueryAsync(string name, DnsRecordType type) => Facts.Dns.QueryAsync(name, type, CancellationToken).AsTask();

    public void Good(string code, string message, string evidence = "") => Add(FindingSeverity.Good, code, message, evidence);

    public void Add(FindingSeverity severity, string code, string message, string evidence = "", string fix = "", PublishedRecord? record = null) =>
        Findings.Add(new DomainFinding { Code = code, Area = area, Severity = severity, Message = message, Evidence = evidence, Fix = fix, Record = record });

    /// <summary>Notes that DNS could not be asked; returns whether that is so.</summary>
    public bool IsUnknown(DnsAnswer answer, string code)
    {
        if (answer.IsTemporaryFailure || answer.Status == DnsStatus.AliasLoop)
        {
            Add(FindingSeverity.Warning, code, $"DNS could not be asked for {answer.Name}.", answer.Detail, "Check that the zone and its servers are in order, then check again.");
            return true;
        }

        return false;
    }
}
