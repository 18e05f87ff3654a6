namespace Outreach.Mime;

/// <summary>How the verification of a signature ended, with the words of RFC 8601 §2.7.1.</summary>
public enum DkimStatus
{
    /// <summary>There is no signature.</summary>
    None,

    /// <summary>The signature is right.</summary>
    Pass,

    /// <summary>The signature is in good order but does not fit the message: it was changed, or forged.</summary>
    Fail,

    /// <summary>The signature fits, but is of a kind that must not be trusted any more (RFC 8301): rsa-sha1, or a key under 1,024 bits.</summary>
    Policy,

    /// <summary>It could not be checked now; later it may be.</summary>
    TempError,

    /// <summary>It can't be checked, now or later: the signature, its key or the message is not in order, or it has expired.</summary>
    PermError,
}
