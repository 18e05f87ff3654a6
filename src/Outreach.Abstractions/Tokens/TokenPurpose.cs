namespace Outreach;

/// <summary>What a token may be used for. A token made for one purpose is not accepted for another.</summary>
public enum TokenPurpose
{
    /// <summary>In the envelope sender: proves that a bounce belongs to a message that we sent.</summary>
    Bounce = 1,

    /// <summary>In List-Unsubscribe and unsubscribe links. Never expires.</summary>
    Unsubscribe = 2,

    /// <summary>In the address that replies go to.</summary>
    Reply = 3,

    /// <summary>In tracked links: proves that the target is one that we wrote. Refused once its key has been taken away.</summary>
    Click = 4,

    /// <summary>In the address of the image that tells of an open.</summary>
    Open = 5,
}
