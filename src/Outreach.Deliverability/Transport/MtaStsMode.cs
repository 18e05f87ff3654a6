namespace Outreach.Deliverability;

/// <summary>What senders do where encryption fails (RFC 8461 §5).</summary>
public enum MtaStsMode
{
    /// <summary>The domain has no policy any more.</summary>
    None,

    /// <summary>They deliver all the same, and report.</summary>
    Testing,

    /// <summary>They don't deliver.</summary>
    Enforce,
}
