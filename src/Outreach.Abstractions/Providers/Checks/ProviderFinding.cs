namespace Outreach;

/// <summary>One line of a provider's checklist.</summary>
public sealed record ProviderFinding
{
    /// <summary>Gets what was checked, one of <see cref="ProviderFindingNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how it is.</summary>
    public required ProviderFindingStatus Status { get; init; }

    /// <summary>Gets what was found, and where something is wrong, what to do about it.</summary>
    public required string Message { get; init; }
}
