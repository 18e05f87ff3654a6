namespace Outreach.Mime;

/// <summary>What is different in each message of a template version.</summary>
/// <remarks>The spans are read while the message is written and not kept.</remarks>
public readonly ref struct MessageValues
{
    /// <summary>Gets the recipient.</summary>
    public required Mailbox To { get; init; }

    /// <summary>Gets the id of the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Gets when it's sent, with the offset of the sender's zone.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Gets the subject in UTF-8. Control characters and line ends in it become a blank; empty means no subject.</summary>
    public ReadOnlySpan<byte> Subject { get; init; }

    /// <summary>Gets the plain text in UTF-8, with any line ends; ignored if the blueprint has no text.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    /// <summary>Gets the HTML in UTF-8, with any line ends; ignored if the blueprint has no HTML.</summary>
    public ReadOnlySpan<byte> Html { get; init; }

    /// <summary>Gets the AMP document in UTF-8, with any line ends; ignored if the blueprint has none.</summary>
    public ReadOnlySpan<byte> Amp { get; init; }

    /// <summary>Gets the message that this one answers or follows.</summary>
    /// <value>Default: none.</value>
    public MessageId InReplyTo { get; init; }

    /// <summary>Gets the ids of the thread so far, oldest first. <see cref="InReplyTo"/> is added at its end if it's missing there.</summary>
    public ReadOnlySpan<MessageId> References { get; init; }

    /// <summary>Gets how the recipient leaves the list.</summary>
    /// <value>Default: none.</value>
    public ListUnsubscribe ListUnsubscribe { get; init; }

    /// <summary>Gets further header fields.</summary>
    public ReadOnlySpan<CustomHeader> Headers { get; init; }
}
