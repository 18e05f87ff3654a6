namespace Outreach.Inbox;

/// <summary>Which command a server refused, as reports tell it.</summary>
internal static class SmtpPhase
{
    private static readonly string[] MailFrom = ["after MAIL FROM", "in reply to MAIL FROM", "after initial connection", "after EHLO", "after HELO"];
    private static readonly string[] Data =
        ["after end of data", "in reply to end of DATA", "in reply to DATA", "after DATA", "after pipelined end of data"];

    private static readonly string[] Recipient = ["after RCPT TO", "in reply to RCPT TO", "after pipelined RCPT"];

    internal static SmtpPhaseKind Of(ReadOnlySpan<char> said)
    {
        if (MailWords.ContainsAny(said, MailFrom))
        {
            return SmtpPhaseKind.MailFrom;
        }

        if (MailWords.ContainsAny(said, Data))
        {
            return SmtpPhaseKind.Data;
        }

        return MailWords.ContainsAny(said, Recipient) ? SmtpPhaseKind.Recipient : SmtpPhaseKind.Unknown;
    }
}
