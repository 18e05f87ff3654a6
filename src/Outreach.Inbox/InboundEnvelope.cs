namespace Outreach.Inbox;

/// <summary>The SMTP envelope of an inbound mail, where it is known.</summary>
public sealed record InboundEnvelope
{
    /// <summary>Gets the envelope sender; an empty string for the null sender of reports (RFC 5321 §4.5.5), <see langword="null"/> if it is not known.</summary>
    public string? Sender { get; init; }

    /// <summary>Gets the addresses that the mail was delivered to.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];
}
