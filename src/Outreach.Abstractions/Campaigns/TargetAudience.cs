namespace Outreach;

/// <summary>Whom a campaign is for.</summary>
public sealed record TargetAudience
{
    /// <summary>Gets the filter that contacts must pass. Ignored when <see cref="ContactIds"/> is set.</summary>
    public AudienceFilter Filter { get; init; } = AudienceFilter.Everyone;

    /// <summary>Gets the exact contacts, or <see langword="null"/> to select by <see cref="Filter"/>.</summary>
    public IReadOnlyList<Guid>? ContactIds { get; init; }

    /// <summary>Gets the greatest number of contacts to enrol, or <see langword="null"/> for no limit.</summary>
    public int? Limit { get; init; }
}
