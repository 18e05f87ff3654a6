namespace Outreach.Inbox;

/// <summary>
/// What an inbound mail says. All of it comes from the network and may be forged, except <see cref="Tokens"/>, which only we can make. Act on
/// the send that a token names, or that the ids name; never on the addresses in a report.
/// </summary>
public sealed record InboundMail
{
    /// <summary>Gets what the mail is.</summary>
    public required InboundMailKind Kind { get; init; }

    /// <summary>
    /// Gets whether a genuine token proves that the mail belongs to a message that we sent: for a bounce, delay, receipt or complaint a token in
    /// the recipient's address or in what was returned; for an unsubscribe request one that was made for it; for a reply one in the
    /// recipient's address. A bounce or complaint that is not verified must not suppress anybody.
    /// </summary>
    public required bool IsVerified { get; init; }

    /// <summary>Gets a key by which the same mail is recognised when it is read again: a hash of its kind, sender and Message-ID, or of its content.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Gets the genuine tokens, those of the recipient's address first; at most 16.</summary>
    public IReadOnlyList<InboundToken> Tokens { get; init; } = [];

    /// <summary>Gets the Message-ID with angle brackets, or <see langword="null"/>.</summary>
    public string? MessageId { get; init; }

    /// <summary>Gets the ids of the messages that this one answers, with angle brackets, the nearest first; at most 50.</summary>
    public IReadOnlyList<string> ReferencedMessageIds { get; init; } = [];

    /// <summary>Gets the Message-ID, with angle brackets, of the message that a report returns, or <see langword="null"/>.</summary>
    public string? ReturnedMessageId { get; init; }

    /// <summary>Gets the author's address, or <see langword="null"/>.</summary>
    public string? Sender { get; init; }

    /// <summary>Gets the author's name; empty if there is none.</summary>
    public string SenderName { get; init; } = "";

    /// <summary>Gets the addresses of <c>To</c> and <c>Cc</c>; at most 50.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Gets the subject; at most 1,000 characters.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Gets the subject without <c>Re:</c>, <c>Fwd:</c> and their like, to match a conversation by.</summary>
    public string ThreadSubject { get; init; } = "";

    /// <summary>Gets when the mail says that it was written, or <see langword="null"/>.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>
    /// Gets what a person or machine wrote anew, without quotations and signature, for <see cref="InboundMailKind.HumanReply"/>,
    /// <see cref="InboundMailKind.AutomaticReply"/> and <see cref="InboundMailKind.UnsubscribeRequest"/>; empty otherwise.
    /// </summary>
    public string NewText { get; init; } = "";

    /// <summary>Gets whether an automatic reply says that its sender is away.</summary>
    public bool IsOutOfOffice { get; init; }

    /// <summary>
    /// Gets what a report says about delivery, for <see cref="InboundMailKind.Bounce"/>, <see cref="InboundMailKind.Delay"/> and
    /// <see cref="InboundMailKind.DeliveryReceipt"/>.
    /// </summary>
    public DeliveryReport? Delivery { get; init; }

    /// <summary>
    /// Gets the feedback report (RFC 5965), for <see cref="InboundMailKind.Complaint"/>, and for reports that complain about nothing, such as
    /// <c>auth-failure</c>, which are <see cref="InboundMailKind.Other"/>.
    /// </summary>
    public FeedbackReport? Feedback { get; init; }
}
