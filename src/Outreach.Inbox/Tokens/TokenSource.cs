namespace Outreach.Inbox;

/// <summary>Where a token was found.</summary>
public enum TokenSource
{
    /// <summary>In an address that the mail was sent to.</summary>
    Recipient = 0,

    /// <summary>In the fields of a report, such as the envelope id (RFC 3464 §2.2.1).</summary>
    Report = 1,

    /// <summary>In the message that a report returns.</summary>
    ReturnedMessage = 2,

    /// <summary>In the subject, where a mailbox's name leaves no room for a token.</summary>
    Subject = 3,
}
