namespace Outreach.Samples;

/// <summary>An SMTP envelope with one recipient.</summary>
/// <param name="Sender">The address after MAIL FROM, to which bounces go; empty for none.</param>
/// <param name="Recipient">The address after RCPT TO.</param>
/// <param name="EnvelopeId">The ENVID of RFC 3461 §4.4, or <see langword="null"/>.</param>
internal sealed record MailEnvelope(string Sender, string Recipient, string? EnvelopeId);
