namespace Outreach.Inbox;

/// <summary>What became of a message for one recipient (RFC 3464 §2.3.3).</summary>
public enum DeliveryAction
{
    /// <summary>It could not be delivered.</summary>
    Failed = 0,

    /// <summary>It has not been delivered yet.</summary>
    Delayed = 1,

    /// <summary>It was delivered.</summary>
    Delivered = 2,

    /// <summary>It was passed on to a system that does not report.</summary>
    Relayed = 3,

    /// <summary>It was delivered and passed on to several addresses.</summary>
    Expanded = 4,
}
