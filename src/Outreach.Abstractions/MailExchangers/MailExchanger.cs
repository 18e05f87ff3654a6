namespace Outreach;

/// <summary>A host that takes the mail of a domain.</summary>
/// <param name="Host">Its name, ASCII, without a dot at the end.</param>
/// <param name="Preference">0 to 65,535; the lowest is tried first, and which one among equals is left to chance (RFC 5321 §5.1).</param>
public readonly record struct MailExchanger(string Host, int Preference);
