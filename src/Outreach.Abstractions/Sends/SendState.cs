namespace Outreach;

/// <summary>
/// The state of a send in the ledger. A send that is due or leased and has no attempt yet has no row of its own: its state is in the
/// participant's due time and lease.
/// </summary>
public enum SendState
{
    /// <summary>An attempt was refused for now; the next is planned.</summary>
    Due = 0,

    /// <summary>The intent is recorded: the message may be on its way.</summary>
    Sending = 1,

    /// <summary>The provider accepted the message, or evidence shows that it did; final.</summary>
    Sent = 2,

    /// <summary>The provider refused the message for good, and no attempt was ever in doubt; final.</summary>
    Failed = 3,

    /// <summary>The provider may have accepted the message, but its answer was lost. Never sent again by itself.</summary>
    InDoubt = 4,

    /// <summary>Not sent, since the contact unsubscribed, was suppressed or erased, or the campaign was stopped; final.</summary>
    Cancelled = 5,
}
