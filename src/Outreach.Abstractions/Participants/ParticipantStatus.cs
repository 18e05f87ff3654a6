namespace Outreach;

/// <summary>What became of a participant so far.</summary>
public enum ParticipantStatus
{
    /// <summary>Nothing was sent yet.</summary>
    Pending = 0,

    /// <summary>A provider accepted the latest message.</summary>
    Sent = 1,

    /// <summary>The latest message reached the recipient's mailbox provider.</summary>
    Delivered = 2,

    /// <summary>The contact replied.</summary>
    Replied = 3,

    /// <summary>The contact's address does not accept mail; final.</summary>
    Bounced = 4,

    /// <summary>The contact does not want more; final.</summary>
    Unsubscribed = 5,

    /// <summary>Ended by a person or a rule before the last step; final. The reason is in <see cref="Participant.Reason"/>.</summary>
    Stopped = 6,

    /// <summary>Received every step that applied; final.</summary>
    Completed = 7,

    /// <summary>A provider refused the message for good; final.</summary>
    Failed = 8,
}
