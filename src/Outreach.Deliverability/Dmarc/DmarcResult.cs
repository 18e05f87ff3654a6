namespace Outreach.Deliverability;

/// <summary>What DMARC says about a message.</summary>
public sealed record DmarcResult
{
    /// <summary>Gets the verdict.</summary>
    public required DmarcVerdict Verdict { get; init; }

    /// <summary>Gets which policy is for the sender.</summary>
    public required DmarcDiscovery Discovery { get; init; }

    /// <summary>Gets what the domain wants done with the message: <see cref="DmarcPolicy.None"/> where it passes, or has no policy.</summary>
    public DmarcPolicy Disposition { get; init; }

    /// <summary>Gets the policy for the sender's domain, before a test (<c>t=y</c>) makes it milder.</summary>
    public DmarcPolicy Policy { get; init; }

    /// <summary>Gets whether SPF passed for an aligned domain.</summary>
    public bool IsSpfAligned { get; init; }

    /// <summary>Gets the aligned domain for which DKIM passed; <see langword="null"/> if there is none.</summary>
    public string? AlignedDkimDomain { get; init; }
}
