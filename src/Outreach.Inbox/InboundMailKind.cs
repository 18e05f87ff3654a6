namespace Outreach.Inbox;

/// <summary>What an inbound mail is.</summary>
public enum InboundMailKind
{
    /// <summary>None of the others, such as a newsletter or a mail without an author. Nothing follows from it.</summary>
    Other = 0,

    /// <summary>A person wrote it.</summary>
    HumanReply = 1,

    /// <summary>A machine answered (RFC 3834): out of office, an acknowledgement, a read receipt. Never stops a sequence.</summary>
    AutomaticReply = 2,

    /// <summary>A message could not be delivered.</summary>
    Bounce = 3,

    /// <summary>Delivery is delayed; a mail server keeps trying.</summary>
    Delay = 4,

    /// <summary>A mail server reports success (RFC 3464, action delivered, relayed or expanded).</summary>
    DeliveryReceipt = 5,

    /// <summary>A recipient reported a message as spam (RFC 5965).</summary>
    Complaint = 6,

    /// <summary>Somebody asks not to be written to.</summary>
    UnsubscribeRequest = 7,
}
