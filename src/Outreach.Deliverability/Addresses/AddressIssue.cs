namespace Outreach.Deliverability;

/// <summary>Something that speaks against an address.</summary>
public sealed record AddressIssue
{
    /// <summary>Gets its kind.</summary>
    public required AddressIssueKind Kind { get; init; }

    /// <summary>Gets what it is, in a sentence that says what to do where something can be done.</summary>
    public required string Message { get; init; }
}
