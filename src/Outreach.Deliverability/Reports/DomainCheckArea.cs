namespace Outreach.Deliverability;

/// <summary>What a finding is about.</summary>
public enum DomainCheckArea
{
    /// <summary>Who may send (RFC 7208).</summary>
    Spf,

    /// <summary>Keys of signatures (RFC 6376).</summary>
    Dkim,

    /// <summary>What is done with mail that fails (RFC 9989).</summary>
    Dmarc,

    /// <summary>Where replies and bounces go (RFC 5321 §5).</summary>
    Mx,

    /// <summary>Names of sending addresses.</summary>
    ReverseDns,

    /// <summary>Encrypted delivery to the domain (RFC 8461).</summary>
    MtaSts,

    /// <summary>Reports about encrypted delivery (RFC 8460).</summary>
    TlsReporting,

    /// <summary>The logo beside messages (BIMI).</summary>
    Bimi,

    /// <summary>Lists of bad senders (RFC 5782).</summary>
    Blocklists,
}
