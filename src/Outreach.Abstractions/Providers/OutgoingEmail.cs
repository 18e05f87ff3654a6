namespace Outreach;

/// <summary>An email ready to be handed over: its envelope and its octets.</summary>
public sealed class OutgoingEmail : OutgoingMessage
{
    /// <summary>Gets or sets the envelope sender (RFC 5321 MAIL FROM), which bounces go to. It names the attempt (VERP).</summary>
    public string EnvelopeSender { get; set; } = "";

    /// <summary>Gets or sets the one envelope recipient (RFC 5321 RCPT TO).</summary>
    public string EnvelopeRecipient { get; set; } = "";

    /// <summary>Gets or sets the Message-ID, with its angle brackets.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>
    /// Gets or sets the provider's reply to the message before, to the same contact from the same account, or <see langword="null"/>: providers that keep
    /// conversations find there which one it is.
    /// </summary>
    public ProviderReply? PreviousReply { get; set; }

    /// <summary>Gets or sets the whole message (RFC 5322) with CRLF line ends, valid until the provider's call ends.</summary>
    public ReadOnlyMemory<byte> Content { get; set; }

    /// <summary>Gets or sets whether the headers or the envelope need SMTPUTF8 (RFC 6531).</summary>
    public bool RequiresSmtpUtf8 { get; set; }

    /// <summary>Gets or sets whether the content has octets above 127 outside encoded parts (8BITMIME, RFC 6152).</summary>
    public bool Has8BitContent { get; set; }
}
