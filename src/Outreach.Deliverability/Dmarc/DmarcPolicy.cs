namespace Outreach.Deliverability;

/// <summary>What a domain wants done with mail that fails DMARC (RFC 9989 §4.7), the mildest first.</summary>
public enum DmarcPolicy
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is suspicious: put it into the junk folder.</summary>
    Quarantine,

    /// <summary>It is not the domain's: refuse it.</summary>
    Reject,
}
