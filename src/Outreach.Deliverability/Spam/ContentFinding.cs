namespace Outreach.Deliverability;

/// <summary>Something in a message that spam filters or readers dislike.</summary>
public sealed record ContentFinding
{
    /// <summary>Gets a stable name of the kind of finding, such as <c>link.shortened</c>; docs/reference/content-checks.md lists them.</summary>
    public required string Code { get; init; }

    /// <summary>Gets how much it matters.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>Gets what was found, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Gets the piece of the message; empty if there is none to show.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>Gets what to do.</summary>
    public string Fix { get; init; } = "";
}
