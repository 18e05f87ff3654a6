namespace Outreach;

/// <summary>That somebody has decided not to follow a recommendation. It holds as long as the evidence gets no worse.</summary>
public sealed record RecommendationDismissal
{
    /// <summary>Gets who decided; 1 to 200 characters.</summary>
    public required string By { get; init; }

    /// <summary>Gets why; 1 to 1,000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the severity that the recommendation had then. Set by the store.</summary>
    public RecommendationSeverity Severity { get; init; }

    /// <summary>Gets the <see cref="Recommendation.Level"/> that it had then. Set by the store.</summary>
    public double Level { get; init; }

    /// <summary>Says what is wrong with the values, or <see langword="null"/>.</summary>
    public string? FindProblem() =>
        string.IsNullOrWhiteSpace(By) || By.Length > 200 ? "Say in 1 to 200 characters who dismisses the recommendation."
        : string.IsNullOrWhiteSpace(Reason) || Reason.Length > 1_000 ? "Say in 1 to 1,000 characters why the recommendation is dismissed."
        : null;
}
