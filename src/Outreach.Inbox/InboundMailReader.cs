using System.Security.Cryptography;
using System.Text;
using Outreach.Mime;

namespace Outreach.Inbox;

/// <summary>
/// Reads inbound mail: what it is, and by what it can be matched to a send. Never throws on any input, and takes bounded time and memory.
/// Safe for concurrent use.
/// </summary>
public sealed class InboundMailReader
{
    private const int MostReferences = 50;
    private const int MostRecipients = 50;
    private const int LongestSubject = 1_000;

    private static readonly string[] RecipientFields =
        ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "X-Forwarded-To", "To", "Cc", "Resent-To"];

    private static readonly MimeParserOptions Limits = new() { MaxTotalBytes = 32 << 20 };
    private readonly ITokenProtector _tokens;

    /// <summary>Makes a reader.</summary>
    /// <param name="tokens">Checks the tokens that come back.</param>
    public InboundMailReader(ITokenProtector tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        _tokens = tokens;
    }

    /// <summary>Reads a mail.</summary>
    /// <param name="message">The mail (RFC 5322) as it came from the network; more than 32 MiB are not read.</param>
    /// <param name="envelope">The SMTP envelope, where it is known; else the header fields that servers add for it are used.</param>
    public InboundMail Read(ReadOnlyMemory<byte> message, InboundEnvelope? envelope = null) =>
        Read(MimeParser.Parse(message, Limits), envelope);

    /// <summary>Reads a mail that is parsed already.</summary>
    /// <param name="message">The mail.</param>
    /// <param name="envelope">The SMTP envelope, where it is known.</param>
    public InboundMail Read(ParsedMessage message, InboundEnvelope? envelope = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var finder = new TokenFinder(_tokens);
        SearchRecipients(finder, message, envelope);
        finder.Search(message.Subject, TokenSource.Subject);
        var mail = ReadReport(message, envelope, finder) ?? ReadLetter(message, envelope, finder);
        return Complete(mail with { Tokens = finder.Found }, message);
    }

    private static void SearchRecipients(TokenFinder finder, ParsedMessage message, InboundEnvelope? envelope)
    {
        foreach (var recipient in envelope?.Recipients ?? [])
        {
            finder.Search(recipient, TokenSource.Recipient);
        }

        foreach (var name in RecipientFields)
        {
            foreach (var field in message.Headers.FindAll(name).Take(MostReferences))
            {
                finder.Search(field.RawText, TokenSource.Recipient);
            }
        }
    }

    private static InboundMail? ReadReport(ParsedMessage message, InboundEnvelope? envelope, TokenFinder finder)
    {
        if (StandardReportReader.Read(message) is { } standard)
        {
            finder.SearchFields(message.DeliveryStatus!.Message, TokenSource.Report);
            return Report(KindOf(standard), standard, message.EnclosedMessage, finder);
        }

        if (FeedbackReader.Read(message) is { } feedback)
        {
            SearchReturned(finder, message.EnclosedMessage);
            var kind = feedback.IsComplaint ? InboundMailKind.Complaint : InboundMailKind.Other;
            return Start(kind, finder.Found.Count > 0) with { Feedback = feedback, ReturnedMessageId = IdOf(message.EnclosedMessage) };
        }

        // An address that only an unsubscribe header names gets requests; a bounce there would have the standard form or no sender.
        if (finder.Has(TokenPurpose.Unsubscribe, TokenSource.Recipient) || finder.Has(TokenPurpose.Unsubscribe, TokenSource.Subject))
        {
            return Start(InboundMailKind.UnsubscribeRequest, isVerified: true);
        }

        if (TextReportReader.Read(message, envelope) is { } text)
        {
            finder.Search(ReportText.Of(message), TokenSource.ReturnedMessage);
            return Report(KindOf(text.Report), text.Report, text.Returned, finder);
        }

        return null;
    }

    private static InboundMail ReadLetter(ParsedMessage message, InboundEnvelope? envelope, TokenFinder finder)
    {
        var text = ReplyText.Extract(message.TextBody ?? (message.HtmlBody is { } html ? HtmlText.Read(html) : ""));
        var isReplyToUs = finder.Has(TokenPurpose.Reply, TokenSource.Recipient) || finder.Has(TokenPurpose.Bounce, TokenSource.Recipient);
        if (AutomaticReply.IsAutomatic(message, envelope))
        {
            return Start(InboundMailKind.AutomaticReply, isReplyToUs) with
            {
                NewText = text,
                IsOutOfOffice = AutomaticReply.SaysAway(message, text),
            };
        }

        if (message.From.Mailboxes.Count == 0 || AutomaticReply.IsListMail(message))
        {
            return Start(InboundMailKind.Other, isReplyToUs);
        }

        // A wish in words proves nothing: the sender may be forged.
        return UnsubscribeWish.IsIn(message.Subject ?? "", text)
            ? Start(InboundMailKind.UnsubscribeRequest, isVerified: false) with { NewText = text }
            : Start(InboundMailKind.HumanReply, isReplyToUs) with { NewText = text };
    }

    private static InboundMail Report(InboundMailKind kind, DeliveryReport report, ParsedMessage? returned, TokenFinder finder)
    {
        SearchReturned(finder, returned);
        return Start(kind, finder.Found.Count > 0) with { Delivery = report, ReturnedMessageId = IdOf(returned) };
    }

    private static void SearchReturned(TokenFinder finder, ParsedMessage? returned)
    {
        if (returned is not null)
        {
            finder.SearchFields(returned.Headers, TokenSource.ReturnedMessage);
        }
    }

    private static InboundMail Start(InboundMailKind kind, bool isVerified) => new() { Kind = kind, IsVerified = isVerified, Fingerprint = "" };

    /// <summary>A report about several recipients counts as the worst that it says of any.</summary>
    private static InboundMailKind KindOf(DeliveryReport report)
    {
        if (report.Recipients.Count == 0 || report.Recipients.Any(static recipient => recipient.Action == DeliveryAction.Failed))
        {
            return InboundMailKind.Bounce;
        }

        return report.Recipients.Any(static recipient => recipient.Action == DeliveryAction.Delayed)
            ? InboundMailKind.Delay
            : InboundMailKind.DeliveryReceipt;
    }

    private static InboundMail Complete(InboundMail mail, ParsedMessage message)
    {
        var author = message.From.Mailboxes is [var first, ..] ? first : default;
        var subject = MailWords.Cut(message.Subject ?? "", LongestSubject);
        var sender = author.Address.IsEmpty ? null : author.Address.ToString();
        return mail with
        {
            Fingerprint = FingerprintOf(mail.Kind, sender, message),
            MessageId = IdOf(message),
            ReferencedMessageIds = ReferencesOf(message),
            Sender = sender,
            SenderName = MailWords.Cut(author.DisplayName, 200),
            Recipients = [.. message.To.Mailboxes.Concat(message.Cc.Mailboxes).Where(static mailbox => !mailbox.Address.IsEmpty).Take(MostRecipients).Select(static mailbox => mailbox.Address.ToString())],
            Subject = subject,
            ThreadSubject = MailWords.ThreadSubject(subject),
            Date = message.Date,
        };
    }

    private static string? IdOf(ParsedMessage? message) => message?.MessageId is { } id && MessageId.TryParse(id, out var read) ? read.ToString() : null;

    /// <summary>In-Reply-To names the nearest message; References the whole thread, oldest first (RFC 5322 §3.6.4).</summary>
    private static List<string> ReferencesOf(ParsedMessage message)
    {
        var ids = new List<string>();
        foreach (var text in message.InReplyTo.Concat(message.References.Reverse()))
        {
            if (MessageId.TryParse(text, out var id) && !ids.Contains(id.ToString()))
            {
                ids.Add(id.ToString());
            }

            if (ids.Count == MostReferences)
            {
                break;
            }
        }

        return ids;
    }

    private static string FingerprintOf(InboundMailKind kind, string? sender, ParsedMessage message)
    {
        var hash = IdOf(message) is { } id
            ? SHA256.HashData(Encoding.UTF8.GetBytes($"{(int)kind}\n{sender}\n{id}"))
            : SHA256.HashData(message.Root.Raw.Span);
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
