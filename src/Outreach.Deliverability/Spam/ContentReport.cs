namespace Outreach.Deliverability;

/// <summary>What the built-in checks found in a message.</summary>
public sealed record ContentReport
{
    /// <summary>Gets the findings; empty if there is nothing to improve.</summary>
    public required IReadOnlyList<ContentFinding> Findings { get; init; }

    /// <summary>Gets the severity of the worst finding.</summary>
    public FindingSeverity Severity => Findings.Count == 0 ? FindingSeverity.Good : Findings.Max(finding => finding.Severity);
}
