using System.Diagnostics.CodeAnalysis;

namespace Outreach.Deliverability;

/// <summary>A DMARC record (RFC 9989 §4.7).</summary>
public sealed record DmarcRecord
{
    private const string Version = "DMARC1";

    /// <summary>Gets the record as it was read.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the policy (<c>p</c>); <see langword="null"/> where it is missing or wrong.</summary>
    public DmarcPolicy? Policy { get; init; }

    /// <summary>Gets the policy for subdomains (<c>sp</c>).</summary>
    public DmarcPolicy? SubdomainPolicy { get; init; }

    /// <summary>Gets the policy for subdomains that don't exist (<c>np</c>).</summary>
    public DmarcPolicy? NonexistentPolicy { get; init; }

    /// <summary>Gets whether the domain of a DKIM signature must be that of the sender exactly (<c>adkim=s</c>).</summary>
    public bool IsDkimStrict { get; init; }

    /// <summary>Gets whether the domain that SPF passes must be that of the sender exactly (<c>aspf=s</c>).</summary>
    public bool IsSpfStrict { get; init; }

    /// <summary>Gets whether the domain is a public suffix (<c>psd</c>).</summary>
    public DmarcPublicSuffix PublicSuffix { get; init; }

    /// <summary>Gets whether the policy is only being tested (<c>t=y</c>): the next milder one is applied.</summary>
    public bool IsTest { get; init; }

    /// <summary>Gets where aggregate reports go (<c>rua</c>).</summary>
    public IReadOnlyList<Uri> AggregateReports { get; init; } = [];

    /// <summary>Gets where failure reports go (<c>ruf</c>).</summary>
    public IReadOnlyList<Uri> FailureReports { get; init; } = [];

    /// <summary>Gets the share of mail that the policy is for (<c>pct</c>), a tag that receivers no longer follow; <see langword="null"/> if it is not there.</summary>
    public string? Percentage { get; init; }

    /// <summary>Gets what is wrong with the record, for people.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Gets whether receivers follow the record: its policies are right, or there is an address for reports, so that no policy is assumed (RFC 9989 §4.10.1).</summary>
    public bool IsEffective => (Policy is not null && !HasWrongPolicy) || AggregateReports.Count > 0;

    /// <summary>Gets the policy that receivers follow for the domain itself.</summary>
    public DmarcPolicy EffectivePolicy => HasWrongPolicy ? DmarcPolicy.None : Policy ?? DmarcPolicy.None;

    internal bool HasWrongPolicy { get; init; }

    /// <summary>Says whether a TXT record is meant as a DMARC record.</summary>
    /// <param name="text">The text of a TXT record.</param>
    /// <returns>Whether it starts with <c>v=DMARC1</c>.</returns>
    public static bool IsMeant(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TagList.HasVersion(text, Version);
    }

    /// <summary>Reads a record.</summary>
    /// <param name="text">The text of a TXT record, its strings joined.</param>
    /// <param name="record">The record, also one with <see cref="Problems"/>.</param>
    /// <returns>Whether it is meant as one.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out DmarcRecord? record)
    {
        record = IsMeant(text) ? new DmarcRecordReader(text).Read() : null;
        return record is not null;
    }

    /// <summary>Gets the policy for a domain below the record's.</summary>
    /// <param name="exists">Whether that domain exists.</param>
    /// <returns>The policy: <c>np</c> or <c>sp</c>, and where they are missing <c>p</c>.</returns>
    public DmarcPolicy PolicyForSubdomain(bool exists) =>
        HasWrongPolicy ? DmarcPolicy.None : (exists ? null : NonexistentPolicy) ?? SubdomainPolicy ?? EffectivePolicy;
}
