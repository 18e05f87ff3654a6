namespace Outreach.Testing;

/// <summary>One way in which the server of an <see cref="IProviderFixture"/> refuses a message, and what the provider must make of it.</summary>
/// <param name="Name">What the provider calls it, for the test's report.</param>
/// <param name="Kind">How it must be mapped.</param>
/// <param name="Text">A part of what the server says, which the reply must keep.</param>
public sealed record ProviderRefusal(string Name, FailureKind Kind, string Text)
{
    /// <summary>Gets how long the server asks to wait, which the result must say; <see langword="null"/> if it doesn't.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets why the recipient must not be written to again, which the result must say; <see langword="null"/> if the server doesn't say so.</summary>
    public SuppressionReason? Suppression { get; init; }

    /// <summary>Gets the code or status with which it refuses, which the reply must say.</summary>
    public required int Code { get; init; }
}
