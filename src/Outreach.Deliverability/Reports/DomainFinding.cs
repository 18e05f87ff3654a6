namespace Outreach.Deliverability;

/// <summary>One thing that was found out about a domain.</summary>
public sealed record DomainFinding
{
    /// <summary>Gets a stable name of the kind of finding, such as <c>spf.missing</c>; docs/reference/domain-checks.md lists them.</summary>
    public required string Code { get; init; }

    /// <summary>Gets what it is about.</summary>
    public required DomainCheckArea Area { get; init; }

    /// <summary>Gets how much it matters.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>Gets what was found, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Gets what shows it: the record, answer or name; empty if nothing is there to show.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>Gets what to do; empty if nothing is to do.</summary>
    public string Fix { get; init; } = "";

    /// <summary>Gets the record to publish, in place of one of the same name and kind; <see langword="null"/> if none helps.</summary>
    public PublishedRecord? Record { get; init; }
}
