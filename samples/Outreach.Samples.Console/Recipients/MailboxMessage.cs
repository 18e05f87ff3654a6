using Outreach.Mime;

namespace Outreach.Samples;

/// <summary>A message of the mail folder, read as its recipient's mail program would.</summary>
internal sealed class MailboxMessage
{
    private MailboxMessage(ParsedMessage message)
    {
        Message = message;
        EnvelopeSender = Raw("Return-Path").Trim('<', '>', ' ');
        Recipient = Raw("Delivered-To").Trim();
        EnvelopeId = message.Headers.Contains("Original-Envelope-Id") ? Raw("Original-Envelope-Id").Trim() : null;
        ReplyTo = (message.ReplyTo.Mailboxes is [var first, ..] ? first : message.From.Mailboxes[0]).Address.ToString();
    }

    public ParsedMessage Message { get; }

    public string EnvelopeSender { get; }

    public string Recipient { get; }

    public string? EnvelopeId { get; }

    public string ReplyTo { get; }

    public string MessageId => Message.MessageId ?? "";

    /// <summary>Gets when the message was sent, which is when it arrived: virtual mail takes no time.</summary>
    public DateTimeOffset At => Message.Date ?? DateTimeOffset.UnixEpoch;

    /// <summary>Gets which message of the conversation this is, from 1.</summary>
    public int Number => Message.References.Count + 1;

    /// <summary>Gets a field as it stands in the message, unfolded, or an empty string.</summary>
    public string Raw(string field) => Message.Headers.Find(field)?.RawText ?? "";

    public static MailboxMessage Read(string path) => new(MimeParser.Parse(File.ReadAllBytes(path)));
}
