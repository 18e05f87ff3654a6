namespace Outreach;

/// <summary>What happened to a message after it was composed.</summary>
public enum DeliveryEventType
{
    /// <summary>The recipient's mailbox provider took the message.</summary>
    Delivered = 0,

    /// <summary>Delivery is delayed; a mail server keeps trying.</summary>
    Deferred = 1,

    /// <summary>The address does not accept mail for good.</summary>
    HardBounced = 2,

    /// <summary>The message could not be delivered this time.</summary>
    SoftBounced = 3,

    /// <summary>The recipient reported the message as spam.</summary>
    Complained = 4,

    /// <summary>The recipient asked not to be written to.</summary>
    Unsubscribed = 5,

    /// <summary>A person replied.</summary>
    Replied = 6,

    /// <summary>A machine replied: out of office and the like. Never stops a sequence.</summary>
    AutoReplied = 7,

    /// <summary>The message was opened.</summary>
    Opened = 8,

    /// <summary>A link in the message was followed.</summary>
    Clicked = 9,

    /// <summary>A person, or the provider's records, resolved a doubt; the detail says how.</summary>
    DoubtResolved = 10,
}
