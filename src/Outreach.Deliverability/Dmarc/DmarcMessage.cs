namespace Outreach.Deliverability;

/// <summary>What was found out about a message before DMARC.</summary>
public sealed record DmarcMessage
{
    /// <summary>Gets the domain of the sender (<c>From</c>).</summary>
    public required string FromDomain { get; init; }

    /// <summary>Gets the domain for which SPF passed; <see langword="null"/> if it did not.</summary>
    public string? SpfDomain { get; init; }

    /// <summary>Gets the domains (<c>d=</c>) of the DKIM signatures that passed.</summary>
    public IReadOnlyList<string> DkimDomains { get; init; } = [];
}
