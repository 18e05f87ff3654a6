using Outreach.Mime;

namespace Outreach.Inbox;

/// <summary>Reads feedback reports (RFC 5965 §3).</summary>
internal static class FeedbackReader
{
    private const int MostRecipients = 100;

    internal static FeedbackReport? Read(ParsedMessage message)
    {
        var fields = message.FeedbackReport;
        if (fields is null)
        {
            return ReadForwarded(message);
        }

        return new FeedbackReport
        {
            FeedbackType = (fields["Feedback-Type"] ?? "").Trim().ToLowerInvariant(),
            UserAgent = MailWords.Cut(fields["User-Agent"], 200),
            Recipients = ReadRecipients(fields, message.EnclosedMessage),
            OriginalSender = MailWords.Cut(fields["Original-Mail-From"]?.Trim('<', '>', ' '), 320),
            SourceIp = MailWords.Cut(fields["Source-IP"], 64),
            ReportedDomain = MailWords.Cut(fields["Reported-Domain"], 255),
            ReturnedSubject = MailWords.Cut(message.EnclosedMessage?.Subject, 1_000),
        };
    }

    /// <summary>Microsoft's feedback loop forwards the message itself, with a field for the recipient, and without a report.</summary>
    private static FeedbackReport? ReadForwarded(ParsedMessage message)
    {
        const string Recipient = "X-HmXmrOriginalRecipient";
        if (message.EnclosedMessage is not { } returned || !returned.Headers.Contains(Recipient)
            || !(message.Subject ?? "").Contains("complaint about message", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return new FeedbackReport
        {
            FeedbackType = "abuse",
            Recipients = [.. AddressList.Read(returned.Headers[Recipient]).Mailboxes.Select(static mailbox => mailbox.Address.ToString()).Take(MostRecipients)],
            ReturnedSubject = MailWords.Cut(returned.Subject, 1_000),
        };
    }

    /// <summary>
    /// The envelope recipient of the message is surest; then the person who wants to be removed, which some providers add; then the
    /// returned message's own To.
    /// </summary>
    private static List<string> ReadRecipients(ParsedHeaders fields, ParsedMessage? returned)
    {
        foreach (var name in new[] { "Original-Rcpt-To", "Removal-Recipient" })
        {
            var named = fields.FindAll(name)
                .SelectMany(static field => AddressList.Read(field.RawText).Mailboxes)
                .Select(static mailbox => mailbox.Address.ToString())
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(MostRecipients)
                .ToList();
            if (named.Count > 0)
            {
                return named;
            }
        }

        return returned is null ? [] : [.. returned.To.Mailboxes.Select(static mailbox => mailbox.Address.ToString()).Take(MostRecipients)];
    }
}
