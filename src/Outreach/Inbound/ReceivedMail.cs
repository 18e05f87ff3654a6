namespace Outreach;

/// <summary>A message that arrived in a mailbox of an organisation.</summary>
public sealed record ReceivedMail
{
    /// <summary>Gets the message as it arrived (RFC 5322).</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Gets the organisation whose mailbox it is. Default: <see cref="Organisation.DefaultId"/>.</summary>
    public Guid OrganisationId { get; init; } = Organisation.DefaultId;

    /// <summary>Gets the envelope recipient (RCPT TO), if it is known; else the headers tell whom it was for.</summary>
    public string? EnvelopeRecipient { get; init; }
}
