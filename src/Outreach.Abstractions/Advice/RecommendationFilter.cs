namespace Outreach;

/// <summary>Which recommendations to list. All conditions must hold.</summary>
public sealed record RecommendationFilter
{
    /// <summary>Gets what they are about, or <see langword="null"/> for everything.</summary>
    public RecommendationSubject? Subject { get; init; }

    /// <summary>Gets whether dismissed ones are listed, too. Default: <see langword="false"/>.</summary>
    public bool IncludesDismissed { get; init; }

    /// <summary>Gets whether resolved ones are listed, too. Default: <see langword="false"/>.</summary>
    public bool IncludesResolved { get; init; }

    /// <summary>Gets how many are listed at most.</summary>
    /// <value>1 or more. Default: 1,000.</value>
    public int Limit { get; init; } = 1_000;

    /// <summary>Tells whether a recommendation is listed, as far as its state goes.</summary>
    public bool Includes(Recommendation recommendation)
    {
        ArgumentNullException.ThrowIfNull(recommendation);
        return (Subject is null || recommendation.Subject == Subject)
            && (IncludesResolved || recommendation.ResolvedAt is null)
            && (IncludesDismissed || recommendation.Dismissal is null);
    }
}
