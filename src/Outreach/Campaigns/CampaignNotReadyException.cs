namespace Outreach;

/// <summary>A campaign can't be started, or a sequence not be used; <see cref="Findings"/> says why and what to do.</summary>
public sealed class CampaignNotReadyException : InvalidOperationException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="findings">What is wrong; at least one finding.</param>
    public CampaignNotReadyException(IReadOnlyList<LaunchFinding> findings)
        : base("The campaign can't be started. " + string.Join(" ", findings ?? [])) => Findings = findings ?? [];

    /// <summary>Gets what is wrong and what to do about it.</summary>
    public IReadOnlyList<LaunchFinding> Findings { get; }
}
