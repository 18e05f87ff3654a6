namespace Outreach.Deliverability;

/// <summary>Whether an address can be mailed.</summary>
public enum AddressVerdict
{
    /// <summary>Nothing speaks against it.</summary>
    Valid,

    /// <summary>It may arrive, but there is a reason to think twice.</summary>
    Risky,

    /// <summary>It can't arrive.</summary>
    Invalid,

    /// <summary>DNS could not be asked now; check again later.</summary>
    Unknown,
}
