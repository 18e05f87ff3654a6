namespace Outreach.Deliverability;

/// <summary>How DMARC ended, with the words of RFC 8601 §2.7.</summary>
public enum DmarcVerdict
{
    /// <summary>The domain has no policy.</summary>
    None,

    /// <summary>SPF or DKIM passed for an aligned domain.</summary>
    Pass,

    /// <summary>Neither did.</summary>
    Fail,

    /// <summary>DNS could not be asked now; later it may be.</summary>
    TempError,
}
