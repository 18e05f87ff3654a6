namespace Outreach;

/// <summary>Something that would make mail arrive better, with what shows it and what to do. Immutable.</summary>
public sealed record Recommendation
{
    /// <summary>How many times worse than at its dismissal a recommendation must be to be shown again: one and a half times.</summary>
    public const double WorseFactor = 1.5;

    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets what it is about.</summary>
    public required RecommendationSubject Subject { get; init; }

    /// <summary>Gets a stable name of the kind of recommendation, such as <c>campaign.bounces</c>; docs/reference/advisor.md lists them.</summary>
    public required string Code { get; init; }

    /// <summary>Gets how much it matters.</summary>
    public required RecommendationSeverity Severity { get; init; }

    /// <summary>Gets what is wrong, for people.</summary>
    public required string Message { get; init; }

    /// <summary>Gets what shows it.</summary>
    public required RecommendationEvidence Evidence { get; init; }

    /// <summary>Gets what to do, for people.</summary>
    public required string Fix { get; init; }

    /// <summary>Gets how bad it is: by how many times a limit is passed, 1 where nothing is measured. The greater the worse.</summary>
    public double Level { get; init; } = 1;

    /// <summary>Gets when it was found first, since it last passed. Set by the store.</summary>
    public DateTimeOffset FoundAt { get; init; }

    /// <summary>Gets when it was looked at last. Set by the store.</summary>
    public DateTimeOffset CheckedAt { get; init; }

    /// <summary>Gets when the check passed again, or <see langword="null"/> while it does not. Set by the store.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Gets who has dismissed it, or <see langword="null"/>. Set by the store.</summary>
    public RecommendationDismissal? Dismissal { get; init; }

    /// <summary>Gets by what the organisation knows it.</summary>
    public RecommendationKey Key => new(Subject, Code);

    /// <summary>Gets whether somebody should do something: it is neither resolved nor dismissed.</summary>
    public bool IsOpen => ResolvedAt is null && Dismissal is null;

    /// <summary>
    /// Makes what is stored when a check has found something. A dismissal stays, unless the severity has risen since or <see cref="Level"/> is
    /// <see cref="WorseFactor"/> times what it was; what had been resolved begins anew. For authors of stores.
    /// </summary>
    /// <param name="before">What is stored, or <see langword="null"/>.</param>
    /// <param name="at">When it was found.</param>
    public Recommendation FoundAgain(Recommendation? before, DateTimeOffset at) => before is null or { ResolvedAt: not null }
        ? this with { FoundAt = at, CheckedAt = at, ResolvedAt = null, Dismissal = null }
        : this with { FoundAt = before.FoundAt, CheckedAt = at, ResolvedAt = null, Dismissal = before.Dismissal is { } dismissal && !IsWorseThan(dismissal) ? dismissal : null };

    /// <summary>Makes what is stored when the check has passed. For authors of stores.</summary>
    public Recommendation Passed(DateTimeOffset at) => this with { CheckedAt = at, ResolvedAt = at, Dismissal = null };

    /// <summary>Makes what is stored when somebody has dismissed it. For authors of stores.</summary>
    public Recommendation Dismissed(RecommendationDismissal dismissal)
    {
        ArgumentNullException.ThrowIfNull(dismissal);
        return this with { Dismissal = dismissal with { Severity = Severity, Level = Level } };
    }

    private bool IsWorseThan(RecommendationDismissal dismissal) => Severity > dismissal.Severity || Level >= dismissal.Level * WorseFactor;
}
