namespace Outreach.Deliverability;

/// <summary>What SPF says about a client, and why.</summary>
public sealed record SpfResult
{
    /// <summary>Gets the verdict.</summary>
    public required SpfVerdict Verdict { get; init; }

    /// <summary>Gets the domain that was asked about.</summary>
    public required string Domain { get; init; }

    /// <summary>Gets the term that matched, as it stands in the record; empty if none did.</summary>
    public string Mechanism { get; init; } = "";

    /// <summary>Gets the domain's explanation of a failure; <see langword="null"/> if it has none that can be used. It's a stranger's text.</summary>
    public string? Explanation { get; init; }

    /// <summary>Gets what went wrong, for the domain's owner; empty if nothing did.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Gets how many terms asked DNS (RFC 7208 §4.6.4).</summary>
    public int Lookups { get; init; }

    /// <summary>Gets how many questions found nothing.</summary>
    public int VoidLookups { get; init; }
}
