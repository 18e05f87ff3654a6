namespace Outreach.Mime;

/// <summary>What all messages of one template version have in common; <see cref="PreparedMessage"/> encodes it once.</summary>
public sealed class MessageBlueprint
{
    /// <summary>Gets what the template version is known by.</summary>
    /// <value>Any text; the MIME boundaries are derived from it, so that the same id always gives the same bytes.</value>
    public required string Id { get; init; }

    /// <summary>Gets who writes.</summary>
    public required Mailbox From { get; init; }

    /// <summary>Gets which bodies each message has.</summary>
    public required BodyFormats Bodies { get; init; }

    /// <summary>Gets who transmits, if that's someone else than <see cref="From"/> (RFC 5322 §3.6.2).</summary>
    /// <value>Default: none.</value>
    public Mailbox Sender { get; init; }

    /// <summary>Gets where answers go.</summary>
    /// <value>Default: none, which means to <see cref="From"/>.</value>
    public IReadOnlyList<Mailbox> ReplyTo { get; init; } = [];

    /// <summary>Gets who gets a visible copy of every message.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

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

    /// <summary>Gets the attachments, none of them streamed.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Gets whether bodies may go as 8bit, which only servers with 8BITMIME take.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowEightBit { get; init; }
}
