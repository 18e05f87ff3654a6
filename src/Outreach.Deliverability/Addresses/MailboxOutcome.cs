namespace Outreach.Deliverability;

/// <summary>What a mail server says about a mailbox.</summary>
public enum MailboxOutcome
{
    /// <summary>It does not say, or could not be asked.</summary>
    Unknown,

    /// <summary>It takes mail for it.</summary>
    Accepted,

    /// <summary>It takes mail for any name of the domain.</summary>
    CatchAll,

    /// <summary>There is no such mailbox.</summary>
    Refused,
}
