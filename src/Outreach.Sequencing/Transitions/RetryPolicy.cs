namespace Outreach.Sequencing;

/// <summary>How often and when a refused message is tried again.</summary>
public sealed record RetryPolicy
{
    /// <summary>Gets the policy with all defaults.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>Gets the number of attempts after which a message counts as refused for good.</summary>
    /// <value>1 to 255. Default: 10, which with the other defaults takes about a day.</value>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>Gets the wait after the first attempt that failed with <see cref="FailureKind.Transient"/>; each further wait is twice as long.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan TransientDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets the wait after the first attempt that failed with <see cref="FailureKind.Throttled"/>; each further wait is twice as long.</summary>
    /// <value>Default: 15 minutes.</value>
    public TimeSpan ThrottledDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Gets the wait after each attempt that failed with <see cref="FailureKind.Authentication"/>. Such attempts never count as refused for
    /// good, since they say nothing about the message.
    /// </summary>
    /// <value>Default: 15 minutes.</value>
    public TimeSpan AuthenticationDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets the longest wait of our own.</summary>
    /// <value>Default: 6 hours.</value>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Gets the longest wait that a provider may ask for; more is cut to this.</summary>
    /// <value>Default: 24 hours.</value>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Gets by which fraction a wait may become longer at random, so that messages that failed together do not come back together.</summary>
    /// <value>0 to 1. Default: 0.2.</value>
    public double Jitter { get; init; } = 0.2;

    /// <summary>Finds how long to wait before the next attempt.</summary>
    /// <param name="failure">How the attempt failed.</param>
    /// <param name="attempt">The number of the attempt that failed, from 1.</param>
    /// <param name="retryAfter">How long the provider asked to wait; the wait is never shorter, up to <see cref="LongestRetryAfter"/>.</param>
    /// <param name="seed">The source of the jitter.</param>
    /// <returns>The wait, or <see langword="null"/> if there is no further attempt.</returns>
    public TimeSpan? NextDelay(FailureKind failure, int attempt, TimeSpan? retryAfter, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        if (failure != FailureKind.Authentication && (attempt >= MaxAttempts || !IsTemporary(failure)))
        {
            return null;
        }

        var wait = failure switch
        {
            FailureKind.Authentication => AuthenticationDelay,
            FailureKind.Throttled => Doubled(ThrottledDelay, attempt),
            _ => Doubled(TransientDelay, attempt),
        };
        var least = retryAfter is { } asked ? (asked < LongestRetryAfter ? asked : LongestRetryAfter) : TimeSpan.Zero;
        wait = wait > least ? wait : least;
        return wait + (wait * (Jitter * StableSeed.Fraction(seed)));
    }

    private static bool IsTemporary(FailureKind failure) => failure is FailureKind.Transient or FailureKind.Throttled;

    private TimeSpan Doubled(TimeSpan first, int attempt)
    {
        var wait = first * Math.Pow(2, Math.Min(attempt - 1, 30));
        return wait < LongestDelay ? wait : LongestDelay;
    }
}
