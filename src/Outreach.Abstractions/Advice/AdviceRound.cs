namespace Outreach;

/// <summary>What checks have found at one time. What they could not find out is in neither list, and stays as it was.</summary>
public sealed record AdviceRound
{
    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets when it was checked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets what was found.</summary>
    public IReadOnlyList<Recommendation> Found { get; init; } = [];

    /// <summary>Gets the checks that have passed; those that had found something before are resolved.</summary>
    public IReadOnlyList<RecommendationKey> Passed { get; init; } = [];
}
