using System.Text;
using Outreach.Mime;

namespace Outreach.Inbox;

/// <summary>Reads bounces that have no machine-readable part, as Exim, qmail, older gateways and others write them.</summary>
internal static class TextReportReader
{
    private const int MostRecipients = 20;
    private const int LongestDiagnostic = 2_000;
    private const int LongestClassified = 4_000;

    private static readonly string[] DaemonNames =
        ["mailer-daemon", "postmaster", "mail-daemon", "mailer_daemon", "mdaemon", "maildaemon", "mail-delivery", "mail.delivery", "maileradmin", "bounce"];

    private static readonly string[] FailureSubjects =
    [
        "undeliver", "delivery status", "delivery failure", "delivery failed", "failure notice", "returned mail", "returning to sender", "returned to sender",
        "returning message", "mail failed", "mail delivery", "delivery problem", "non-delivery", "nondeliverable", "not delivered", "unzustellbar", "unable to deliver",
        "message delivery", "could not be delivered", "échec de la remise", "non remis", "mail system error", "delivery report", "delivery error",
        "onbestelbaar", "no se puede entregar", "mancato recapito", "не доставлено", "配信不能", "smtp server: errors",
    ];

    private static readonly string[] DelaySubjects = ["delayed", "(delay)", "delivery delay", "still trying", "warning: message", "verzögert", "warning: could not send"];

    private static readonly string[] DelayTexts = ["has not yet been delivered", "delivery attempts will continue", "will retry", "you do not need to resend", "will keep trying", "warning message only"];

    internal static (DeliveryReport Report, ParsedMessage? Returned)? Read(ParsedMessage message, InboundEnvelope? envelope)
    {
        if (!IsReport(message, envelope))
        {
            return null;
        }

        var text = ReportText.Of(message);
        var (report, copy) = ReportText.Split(text);
        var returned = message.EnclosedMessage ?? (copy.Length > 0 ? MimeParser.Parse(Encoding.UTF8.GetBytes(copy)) : null);
        if (EmbeddedStatus(text) is { } status)
        {
            return (StandardReportReader.Read(status, report, returned) with { IsStandard = false }, returned);
        }

        var isDelay = MailWords.ContainsAny(message.Subject, DelaySubjects) || MailWords.ContainsAny(report, DelayTexts);
        var addresses = FindRecipients(message, report, returned);
        var recipients = addresses.Select(address => ReadRecipient(report, address, addresses.Count == 1, isDelay)).ToList();
        return (new DeliveryReport { IsStandard = false, Recipients = recipients, ReturnedSubject = MailWords.Cut(returned?.Subject, 1_000) }, returned);
    }

    /// <summary>Gateways that rewrite mail as plain text leave the fields of the standard report in it.</summary>
    private static DeliveryStatus? EmbeddedStatus(string text)
    {
        var start = LineStart(text, "Reporting-MTA:");
        start = start < 0 ? LineStart(text, "Final-Recipient:") : start;
        if (start < 0)
        {
            return null;
        }

        var end = text.IndexOf("\n--", start, StringComparison.Ordinal);
        var fields = text[start..(end < 0 ? text.Length : end)];
        var status = MimeParser.Parse(Encoding.UTF8.GetBytes("Content-Type: message/delivery-status\n\n" + fields)).DeliveryStatus;
        return status?.Recipients.Any(static recipient => recipient.Contains("Final-Recipient")) == true ? status : null;
    }

    private static int LineStart(string text, string beginning)
    {
        var at = text.IndexOf("\n" + beginning, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? -1 : at + 1;
    }

    private static bool IsReport(ParsedMessage message, InboundEnvelope? envelope)
    {
        if (message.Headers.Contains("X-Failed-Recipients"))
        {
            return true;
        }

        var bySubject = MailWords.ContainsAny(message.Subject, FailureSubjects) || MailWords.ContainsAny(message.Subject, DelaySubjects);
        return bySubject && (IsFromDaemon(message) || HasNullSender(message, envelope));
    }

    /// <summary>Gets whether nobody is to answer: the null sender, in the envelope or as the last server has noted it.</summary>
    internal static bool HasNullSender(ParsedMessage message, InboundEnvelope? envelope) =>
        envelope?.Sender is { } sender ? sender.Length == 0 : message.Headers.Find("Return-Path")?.RawText.Replace(" ", "", StringComparison.Ordinal) == "<>";

    private static bool IsFromDaemon(ParsedMessage message)
    {
        var from = message.From.Mailboxes is [var author, ..] ? author.Address.LocalPart : message.Headers.Find("From")?.RawText ?? "";
        return MailWords.ContainsAny(from, DaemonNames);
    }

    private static List<string> FindRecipients(ParsedMessage message, string report, ParsedMessage? returned)
    {
        var named = message.Headers.FindAll("X-Failed-Recipients")
            .SelectMany(static field => AddressList.Read(field.RawText).Mailboxes)
            .Select(static mailbox => mailbox.Address.ToString())
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MostRecipients)
            .ToList();
        if (named.Count > 0)
        {
            return named;
        }

        // The report's own sender and reader are not whom it is about.
        var own = message.To.Mailboxes.Concat(message.From.Mailboxes).Select(static mailbox => mailbox.Address.ToString());
        var found = ReportText.FindAddresses(report, new HashSet<string>(own, StringComparer.OrdinalIgnoreCase), MostRecipients);
        return found.Count > 0 || returned is null
            ? found
            : [.. returned.To.Mailboxes.Select(static mailbox => mailbox.Address.ToString()).Take(MostRecipients)];
    }

    private static DeliveryReportRecipient ReadRecipient(string report, string address, bool isOnly, bool isDelay)
    {
        var said = ReportText.AboutRecipient(report, address, isOnly) ?? report;
        var about = isOnly ? WithoutFirst(said, address) : said;
        var status = StatusText.FindFailureStatus(about);
        var reply = StatusText.FindReplyCode(about);
        return new DeliveryReportRecipient
        {
            Address = address,
            Action = isDelay ? DeliveryAction.Delayed : DeliveryAction.Failed,
            Status = status,
            ReplyCode = reply,
            Diagnostic = MailWords.Cut(MailWords.Collapse(about), LongestDiagnostic),
            Reason = BounceClassifier.Classify(status, reply, MailWords.Collapse(MailWords.Cut(isOnly ? report : said, LongestClassified))),
        };
    }

    private static string WithoutFirst(string said, string address) =>
        said.StartsWith(address, StringComparison.OrdinalIgnoreCase) ? said[address.Length..] : said;
}
