namespace Outreach;

/// <summary>
/// Something that happened outside of Outreach's own mailboxes: a message that the host received (<c>message.received</c>), a provider's
/// webhook, a click in the host's CRM. Says whom it is about by the first of <see cref="SendId"/>, <see cref="ParticipantId"/>,
/// <see cref="InReplyTo"/> (unless it is no message of ours), <see cref="ContactId"/> and <see cref="Address"/> that is set.
/// </summary>
public sealed record ExternalEvent
{
    /// <summary>Gets the organisation. Default: <see cref="Organisation.DefaultId"/>.</summary>
    public Guid OrganisationId { get; init; } = Organisation.DefaultId;

    /// <summary>Gets what a second report of the same event is recognised by; 1 to 200 characters, unique within the organisation.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// Gets what happened. A message that was received is <see cref="DeliveryEventType.Replied"/>, or <see cref="DeliveryEventType.AutoReplied"/>
    /// if a machine wrote it.
    /// </summary>
    public required DeliveryEventType Type { get; init; }

    /// <summary>Gets the send that it happened to, or <see langword="null"/>.</summary>
    public Guid? SendId { get; init; }

    /// <summary>Gets the participant, or <see langword="null"/>.</summary>
    public Guid? ParticipantId { get; init; }

    /// <summary>Gets the Message-ID, with angle brackets, of our message that it answers, or <see langword="null"/>; at most 998 characters.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>
    /// Gets the contact, or <see langword="null"/>. A reply is then to the messages that the contact got on <see cref="Channel"/>, if there are any,
    /// from <see cref="Mailbox"/>, if any came from there, and to the latest with <see cref="Subject"/>, if any had it; all campaigns are meant
    /// whose messages are left. Other events are about all campaigns that have written to the contact.
    /// </summary>
    public Guid? ContactId { get; init; }

    /// <summary>Gets the contact's address on <see cref="Channel"/>, or <see langword="null"/>; at most 320 characters; as <see cref="ContactId"/>.</summary>
    public string? Address { get; init; }

    /// <summary>
    /// Gets the channel on which it happened. For <see cref="Channel.Telegram"/> the address is a user id or user name, and what stops the address
    /// stops it there. Default: <see cref="Channel.Email"/>.
    /// </summary>
    public Channel Channel { get; init; }

    /// <summary>Gets our address at which a reply arrived, or <see langword="null"/>; at most 320 characters.</summary>
    public string? Mailbox { get; init; }

    /// <summary>Gets the subject of a reply, with or without <c>Re:</c>, or <see langword="null"/>; at most 998 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets when it happened, by the campaign's clock, or <see langword="null"/> for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Gets what a mail server said, or <see langword="null"/>.</summary>
    public ProviderReply? Reply { get; init; }

    /// <summary>
    /// Gets who runs the recipient's mailbox, one of <see cref="MailboxProviderNames"/> or another name of 1 to 100 characters, or
    /// <see langword="null"/>.
    /// </summary>
    public string? MailboxProvider { get; init; }

    /// <summary>
    /// Gets the sentiment of a reply, if the host knows it; <see langword="null"/> to let the <see cref="IReplyClassifier"/> say, if there is one, by
    /// <see cref="Detail"/>. Only for <see cref="DeliveryEventType.Replied"/>.
    /// </summary>
    public ReplySentiment? Sentiment { get; init; }

    /// <summary>Gets a detail for people such as the text of a reply, or <see langword="null"/>; cut to 1,000 characters.</summary>
    public string? Detail { get; init; }
}
