namespace Outreach;

/// <summary>The figures behind a <see cref="Recommendation"/>.</summary>
public sealed record RecommendationEvidence
{
    /// <summary>Gets what shows it, for people: the figures in a sentence, or the record that was found.</summary>
    public required string Text { get; init; }

    /// <summary>Gets what was measured: a rate from 0 to 1, days, or messages a day; <see langword="null"/> where nothing is measured.</summary>
    public double? Value { get; init; }

    /// <summary>Gets the limit that <see cref="Value"/> is held against, in the same unit.</summary>
    public double? Limit { get; init; }

    /// <summary>Gets how many messages make up a rate.</summary>
    public long? Count { get; init; }

    /// <summary>Gets of how many.</summary>
    public long? Total { get; init; }
}
