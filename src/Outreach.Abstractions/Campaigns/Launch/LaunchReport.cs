namespace Outreach;

/// <summary>Everything that would go wrong when a campaign is started, the worst first.</summary>
public sealed record LaunchReport
{
    /// <summary>Gets what was found.</summary>
    public required IReadOnlyList<LaunchFinding> Findings { get; init; }

    /// <summary>Gets how many contacts would be enrolled.</summary>
    public long Contacts { get; init; }

    /// <summary>Gets whether nothing was found that keeps the campaign from being started.</summary>
    public bool CanStart => Findings.All(static finding => finding.Severity != LaunchSeverity.Error);
}
