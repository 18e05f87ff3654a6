using Outreach.Mime;

namespace Outreach.Deliverability;

/// <summary>What was found out about an address.</summary>
public sealed record AddressValidation
{
    /// <summary>Gets the address as it was given.</summary>
    public required string Input { get; init; }

    /// <summary>Gets the address in its canonical form; empty if it is none.</summary>
    public EmailAddress Address { get; init; }

    /// <summary>Gets whether it can be mailed.</summary>
    public required AddressVerdict Verdict { get; init; }

    /// <summary>Gets what speaks against it.</summary>
    public IReadOnlyList<AddressIssue> Issues { get; init; } = [];

    /// <summary>Gets the address that was probably meant; <see langword="null"/> if there is none.</summary>
    public string? Suggestion { get; init; }
}
