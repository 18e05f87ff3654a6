namespace Outreach.Sequencing;

/// <summary>How an attempt was definitely refused.</summary>
public readonly record struct Refusal
{
    /// <summary>Gets the kind.</summary>
    public required FailureKind Failure { get; init; }

    /// <summary>Gets the number of the attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Gets how long the provider asks to wait, or <see langword="null"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets what the provider said, for people, or <see langword="null"/>.</summary>
    public string? Detail { get; init; }
}
