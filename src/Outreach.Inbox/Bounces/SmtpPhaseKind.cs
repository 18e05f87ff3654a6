namespace Outreach.Inbox;

/// <summary>A stage of an SMTP transaction.</summary>
internal enum SmtpPhaseKind
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>Greeting or MAIL FROM: the refusal is about the sender.</summary>
    MailFrom = 1,

    /// <summary>RCPT TO: the refusal is about the recipient.</summary>
    Recipient = 2,

    /// <summary>DATA or end of data: the address was accepted before.</summary>
    Data = 3,
}
