using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Samples;

/// <summary>Writes the messages that come back, as real mail programs and servers write them.</summary>
internal static class AnswerComposer
{
    private const string Boundary = "=_report_5f1c2b";

    private static readonly string[] Replies =
    [
        "Hi,\n\nthat sounds interesting. Could you send me prices for about 50 pieces?\n\nThanks!",
        "Hello,\n\nyes, let's talk. Tuesday at 10 would suit me.",
        "Thanks for writing. We have a supplier already, so not now – maybe next year.",
        "Guten Tag,\n\nklingt gut! Bitte schicken Sie mir mehr Informationen.\n\nViele Grüße",
        "Bonjour,\n\nmerci pour votre message. Quels sont vos délais de livraison ?",
        "Not interested, sorry.",
    ];

    public static byte[] Compose(MailboxMessage mail, AnswerKind kind, DateTimeOffset at) => kind switch
    {
        AnswerKind.Reply => Reply(mail, at),
        AnswerKind.OutOfOffice => OutOfOffice(mail, at),
        AnswerKind.Bounce => Report(mail, at, "failed", "5.1.1", "550 5.1.1 The mailbox does not exist"),
        AnswerKind.Delay => Report(mail, at, "delayed", "4.4.1", "451 4.4.1 The server does not answer; delivery is tried again"),
        _ => Unsubscribe(mail, at),
    };

    private static byte[] Reply(MailboxMessage mail, DateTimeOffset at)
    {
        var text = Replies[Hash(mail.MessageId)[0] % Replies.Length];
        var quote = (mail.Message.TextBody ?? "").ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(static line => "> " + line);
        var body = $"{text}\n\nOn {at:ddd, d MMM yyyy}, {mail.ReplyTo} wrote:\n{string.Join('\n', quote)}\n";
        return Text(Head(mail, mail.Recipient, mail.ReplyTo, at, "reply").Append(Subject(mail, "Re: ")).Append(Thread(mail)), body);
    }

    private static byte[] OutOfOffice(MailboxMessage mail, DateTimeOffset at)
    {
        var head = Head(mail, mail.Recipient, mail.ReplyTo, at, "ooo")
            .Append(Subject(mail, "Automatic reply: "))
            .Append(Thread(mail))
            .Append("Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\nPrecedence: bulk\r\n");
        return Text(head, $"I am out of the office until {at.AddDays(9):d MMMM yyyy} and will answer after that.\n");
    }

    private static byte[] Unsubscribe(MailboxMessage mail, DateTimeOffset at)
    {
        var (address, subject) = ReadMailto(mail.Raw("List-Unsubscribe"));
        return Text(Head(mail, mail.Recipient, address ?? mail.ReplyTo, at, "unsubscribe").Append("Subject: ").Append(subject ?? "unsubscribe").Append("\r\n"), "\n");
    }

    /// <summary>Writes a delivery status notification (RFC 3464).</summary>
    private static byte[] Report(MailboxMessage mail, DateTimeOffset at, string action, string status, string diagnostic)
    {
        var server = "mx." + DomainOf(mail.Recipient);
        var report = Head(mail, "MAILER-DAEMON@" + server, mail.EnvelopeSender, at, action, returnPath: "")
            .Append(CultureInfo.InvariantCulture, $"Subject: {(action == "failed" ? "Undelivered Mail Returned to Sender" : "Delayed Mail (still being retried)")}\r\n")
            .Append("Auto-Submitted: auto-replied\r\n")
            .Append(CultureInfo.InvariantCulture, $"MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"{Boundary}\"\r\n\r\n")
            .Append(CultureInfo.InvariantCulture, $"--{Boundary}\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n")
            .Append(CultureInfo.InvariantCulture, $"This is the mail system at host {server}.\r\n\r\n<{mail.Recipient}>: {diagnostic}\r\n\r\n")
            .Append(CultureInfo.InvariantCulture, $"--{Boundary}\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; {server}\r\n");
        if (mail.EnvelopeId is { } id)
        {
            report.Append(CultureInfo.InvariantCulture, $"Original-Envelope-Id: {id}\r\n");
        }

        report.Append(CultureInfo.InvariantCulture, $"Arrival-Date: {Date(mail.At)}\r\n\r\n")
            .Append(CultureInfo.InvariantCulture, $"Final-Recipient: rfc822; {mail.Recipient}\r\nAction: {action}\r\nStatus: {status}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Diagnostic-Code: smtp; {diagnostic}\r\n\r\n")
            .Append(CultureInfo.InvariantCulture, $"--{Boundary}\r\nContent-Type: text/rfc822-headers\r\n\r\n");
        foreach (var header in mail.Message.Headers)
        {
            report.Append(Encoding.UTF8.GetString(header.Raw.Span).TrimEnd('\r', '\n')).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(report.Append(CultureInfo.InvariantCulture, $"\r\n--{Boundary}--\r\n").ToString());
    }

    private static StringBuilder Head(MailboxMessage mail, string from, string to, DateTimeOffset at, string purpose, string? returnPath = null)
    {
        var id = Convert.ToHexStringLower(Hash(purpose + mail.MessageId)[..12]);
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"Return-Path: <{returnPath ?? from}>\r\nDelivered-To: {to}\r\nFrom: <{from}>\r\nTo: <{to}>\r\n")
            .Append(CultureInfo.InvariantCulture, $"Date: {Date(at)}\r\nMessage-ID: <{id}@{DomainOf(from)}>\r\n");
    }

    private static string Subject(MailboxMessage mail, string prefix)
    {
        var subject = mail.Raw("Subject").Trim();
        return $"Subject: {(subject.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? "" : prefix)}{subject}\r\n";
    }

    private static string Thread(MailboxMessage mail) =>
        $"In-Reply-To: {mail.MessageId}\r\nReferences: {string.Join("\r\n ", mail.Message.References.Append(mail.MessageId))}\r\n";

    private static byte[] Text(StringBuilder head, string body)
    {
        head.Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks);
        return Encoding.UTF8.GetBytes(head.Append(encoded).Append("\r\n").ToString());
    }

    /// <summary>Reads the mailto address of List-Unsubscribe (RFC 2369 §3.2).</summary>
    private static (string? Address, string? Subject) ReadMailto(string field)
    {
        var start = field.IndexOf("<mailto:", StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : field.IndexOf('>', start);
        if (end < 0)
        {
            return (null, null);
        }

        var link = field[(start + 8)..end].Split('?', 2);
        var subject = link.Length < 2 ? null : link[1].Split('&').FirstOrDefault(static part => part.StartsWith("subject=", StringComparison.OrdinalIgnoreCase));
        return (Uri.UnescapeDataString(link[0]), subject is null ? null : Uri.UnescapeDataString(subject[8..]));
    }

    private static string Date(DateTimeOffset at) => at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
