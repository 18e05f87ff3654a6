namespace Outreach;

/// <summary>What is known of a reply that names no message of ours.</summary>
/// <param name="Channel">The channel on which it came.</param>
/// <param name="Mailboxes">Our addresses at which it may have arrived; others do no harm.</param>
/// <param name="Subject">Its subject, or <see langword="null"/>.</param>
internal readonly record struct ConversationClue(Channel Channel, IReadOnlyList<string> Mailboxes, string? Subject);
