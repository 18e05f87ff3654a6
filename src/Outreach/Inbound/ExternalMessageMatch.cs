namespace Outreach;

/// <summary>Who wrote an external message, and what it answers.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Participant">The participant, or <see langword="null"/> if the contact was never written to on the channel.</param>
/// <param name="Send">The message that is answered, as far as that is known.</param>
/// <param name="IsProven">Whether the message names what it answers, so that this must have arrived.</param>
internal sealed record ExternalMessageMatch(Guid ContactId, Participant? Participant, SendRecord? Send, bool IsProven);
