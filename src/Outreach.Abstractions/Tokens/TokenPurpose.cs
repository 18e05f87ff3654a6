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
}
