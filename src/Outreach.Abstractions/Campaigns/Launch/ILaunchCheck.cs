namespace Outreach;

/// <summary>A check of the pre-launch list. Hosts and packages register further ones with <c>TryAddEnumerable</c>.</summary>
public interface ILaunchCheck
{
    /// <summary>Finds what would go wrong. Something that can't be found out is a finding too, not an exception.</summary>
    Task<IReadOnlyList<LaunchFinding>> CheckAsync(LaunchContext context, CancellationToken cancellationToken = default);
}
