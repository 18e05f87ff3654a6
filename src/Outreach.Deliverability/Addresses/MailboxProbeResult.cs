namespace Outreach.Deliverability;

/// <summary>What came of asking a mail server about a mailbox.</summary>
public sealed record MailboxProbeResult
{
    /// <summary>Gets what it says.</summary>
    public required MailboxOutcome Outcome { get; init; }

    /// <summary>Gets its reply, or why there is none. It's a stranger's text.</summary>
    public string Reply { get; init; } = "";
}
