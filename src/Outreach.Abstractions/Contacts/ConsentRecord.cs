namespace Outreach;

/// <summary>How and when a person agreed to be written to (GDPR article 7(1): the controller must be able to demonstrate it).</summary>
public sealed record ConsentRecord
{
    /// <summary>Gets where it was given, such as <c>newsletter form</c> or <c>trade fair 2026</c>; at most 200 characters.</summary>
    public required string Source { get; init; }

    /// <summary>Gets when it was given.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the version of the text that the person agreed to, or <see langword="null"/> if it is not known.</summary>
    public string? TextVersion { get; init; }

    /// <summary>Gets the network address from which it was given, or <see langword="null"/> if it is not known.</summary>
    public string? OriginAddress { get; init; }
}
