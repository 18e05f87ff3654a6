namespace Outreach.Inbox;

/// <summary>Why a message was not delivered.</summary>
public enum BounceReason
{
    /// <summary>None of the others, or not told.</summary>
    Unknown = 0,

    /// <summary>The mailbox does not exist. Hard.</summary>
    UnknownAddress = 1,

    /// <summary>The domain does not exist or has no mail server. Hard.</summary>
    UnknownDomain = 2,

    /// <summary>The mailbox has moved to another address. Hard.</summary>
    Moved = 3,

    /// <summary>The domain takes no mail at all (RFC 7505). Hard.</summary>
    NoMailAccepted = 4,

    /// <summary>The mailbox or the server's disk is full.</summary>
    Full = 5,

    /// <summary>The mailbox is disabled or suspended.</summary>
    Disabled = 6,

    /// <summary>The message is too large.</summary>
    TooLarge = 7,

    /// <summary>Refused for the sender, the sending server, authentication or a rule of the receiver.</summary>
    Policy = 8,

    /// <summary>Refused as spam, or for what the message holds.</summary>
    Content = 9,

    /// <summary>Too much, too fast.</summary>
    Throttled = 10,

    /// <summary>The receiving server could not be reached or did not answer in time.</summary>
    Network = 11,

    /// <summary>Something on the receiving side is broken.</summary>
    System = 12,
}
