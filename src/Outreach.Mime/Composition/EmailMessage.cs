namespace Outreach.Mime;

/// <summary>A single message. For many messages of one template, <see cref="PreparedMessage"/> is faster.</summary>
/// <remarks>Blind recipients have no place here: they belong to the envelope alone.</remarks>
public sealed class EmailMessage
{
    /// <summary>Gets who writes.</summary>
    public required Mailbox From { get; init; }

    /// <summary>Gets the recipients.</summary>
    public required IReadOnlyList<Mailbox> To { get; init; }

    /// <summary>Gets the id of the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Gets when it's sent, with the offset of the sender's zone.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Gets the subject. Control characters and line ends in it become a blank; empty means no subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Gets the plain text, with any line ends.</summary>
    /// <value>Default: null, none.</value>
    public string? Text { get; init; }

    /// <summary>Gets the HTML, with any line ends.</summary>
    /// <value>Default: null, none.</value>
    public string? Html { get; init; }

    /// <summary>Gets the AMP document, with any line ends; it needs text or HTML beside it.</summary>
    /// <value>Default: null, none.</value>
    public string? Amp { get; init; }

    /// <summary>Gets the recipients of copies.</summary>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>Gets who transmits, if that's someone else than <see cref="From"/> (RFC 5322 §3.6.2).</summary>
    /// <value>Default: none.</value>
    public Mailbox Sender { get; init; }

    /// <summary>Gets where answers go.</summary>
    /// <value>Default: none, which means to <see cref="From"/>.</value>
    public IReadOnlyList<Mailbox> ReplyTo { get; init; } = [];

    /// <summary>Gets the message that this one answers or follows.</summary>
    /// <value>Default: none.</value>
    public MessageId InReplyTo { get; init; }

    /// <summary>Gets the ids of the thread so far, oldest first. <see cref="InReplyTo"/> is added at its end if it's missing there.</summary>
    public IReadOnlyList<MessageId> References { get; init; } = [];

    /// <summary>Gets how the recipient leaves the list.</summary>
    /// <value>Default: none.</value>
    public ListUnsubscribe ListUnsubscribe { get; init; }

    /// <summary>Gets the identifier by which Gmail reports complaints, such as <c>campaign:customer:type:sender</c>.</summary>
    /// <value>Default: none.</value>
    public string? FeedbackId { get; init; }

    /// <summary>Gets whether the message is marked as sent by a program.</summary>
    /// <value>Default: <see cref="AutoSubmitted.No"/>.</value>
    public AutoSubmitted AutoSubmitted { get; init; }

    /// <summary>Gets further header fields.</summary>
    public IReadOnlyList<CustomHeader> Headers { get; init; } = [];

    /// <summary>Gets the images that the HTML shows by <c>cid:</c>; each needs a <see cref="Attachment.ContentId"/>.</summary>
    public IReadOnlyList<Attachment> InlineImages { get; init; } = [];

    /// <summary>Gets the attachments.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Gets whether bodies may go as 8bit, which only servers with 8BITMIME take.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowEightBit { get; init; }

    internal BodyFormats Bodies =>
        (Text is null ? BodyFormats.None : BodyFormats.Text) | (Amp is null ? BodyFormats.None : BodyFormats.Amp) | (Html is null ? BodyFormats.None : BodyFormats.Html);
}
