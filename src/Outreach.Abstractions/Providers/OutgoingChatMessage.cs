namespace Outreach;

/// <summary>
/// A message of a chat channel ready to be handed over: a text, and perhaps one file. What fits into one message of the channel is for its provider to
/// know: it refuses what does not fit as <see cref="FailureKind.RejectedContent"/>, or sends it in parts under one intent. Once the first part was accepted,
/// anything but the acceptance of all others is <see cref="HandOverPhase.HandedOver"/>, so that no part is sent twice.
/// </summary>
public sealed class OutgoingChatMessage : OutgoingMessage
{
    /// <summary>Gets or sets the channel.</summary>
    public Channel Channel { get; set; }

    /// <summary>Gets or sets the contact.</summary>
    public Guid ContactId { get; set; }

    /// <summary>Gets or sets the recipient's address on the channel; for Telegram a user id or user name.</summary>
    public string Recipient { get; set; } = "";

    /// <summary>Gets or sets the address of the sender account: the id by which the provider knows the bot or user that sends.</summary>
    public string Sender { get; set; } = "";

    /// <summary>
    /// Gets or sets the text, without markup unless the provider is set to read some; lines end with line feeds. The caption, if there is a file.
    /// </summary>
    public string Text { get; set; } = "";

    /// <summary>Gets or sets the file, or <see langword="null"/>.</summary>
    public ChatFile? File { get; set; }

    /// <summary>
    /// Gets or sets the provider's id of the message that this one answers or follows (<see cref="ProviderReply.ProviderMessageId"/> of the one before to
    /// the same contact), or <see langword="null"/>.
    /// </summary>
    public string? ReplyToMessageId { get; set; }
}
