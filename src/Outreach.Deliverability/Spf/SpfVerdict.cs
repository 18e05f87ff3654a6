namespace Outreach.Deliverability;

/// <summary>What SPF says about a client (RFC 7208 §2.6).</summary>
public enum SpfVerdict
{
    /// <summary>The domain says nothing.</summary>
    None,

    /// <summary>The domain says that it says nothing about this client.</summary>
    Neutral,

    /// <summary>The client may send for the domain.</summary>
    Pass,

    /// <summary>The client may not send for the domain.</summary>
    Fail,

    /// <summary>The client probably may not send for the domain.</summary>
    SoftFail,

    /// <summary>DNS could not be asked now; later it may be.</summary>
    TempError,

    /// <summary>The domain's record can't be understood, or takes more questions than allowed.</summary>
    PermError,
}
