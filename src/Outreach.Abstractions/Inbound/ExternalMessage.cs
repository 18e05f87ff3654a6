namespace Outreach;

/// <summary>
/// A message that a contact wrote to us, told by another system: a chat gateway, a CRM, a mail pipeline of the host's own. One of
/// <see cref="ParticipantId"/>, <see cref="ContactId"/> and <see cref="From"/> says who wrote it.
/// </summary>
public sealed record ExternalMessage
{
    /// <summary>Gets the message's id in the other system, by which a repetition is recognised for at least 30 days; 1 to 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the channel on which it was written.</summary>
    public Channel Channel { get; init; }

    /// <summary>Gets the participant who wrote it, if it is known.</summary>
    public Guid? ParticipantId { get; init; }

    /// <summary>Gets the contact who wrote it, if it is known.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Gets the mail address or the Telegram id or user name of who wrote it; at most 320 characters.</summary>
    public string? From { get; init; }

    /// <summary>Gets the Message-ID, with angle brackets, of our message that it answers, if it is known; at most 998 characters.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Gets the text; at most 100,000 characters, of which the first 1,000 are kept with the event.</summary>
    public string? Text { get; init; }

    /// <summary>Gets when it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets whether a machine wrote it (out of office and the like); such a message never stops a sequence.</summary>
    public bool IsAutomatic { get; init; }
}
