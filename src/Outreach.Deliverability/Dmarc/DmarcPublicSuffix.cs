namespace Outreach.Deliverability;

/// <summary>What a record says about its domain's place (<c>psd=</c>, RFC 9989 §4.7).</summary>
public enum DmarcPublicSuffix
{
    /// <summary>Nothing; most often a domain that somebody registered, or one below it.</summary>
    Unknown,

    /// <summary>Others register domains below it.</summary>
    Yes,

    /// <summary>It is an organisation's own, with all that is below it.</summary>
    No,
}
