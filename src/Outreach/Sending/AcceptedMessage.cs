namespace Outreach;

/// <summary>A step's message to the contact itself that was accepted; its copies follow.</summary>
/// <param name="RecipientKey">The key of the address that it went to.</param>
/// <param name="At">When it was accepted; delays count from here.</param>
internal readonly record struct AcceptedMessage(string RecipientKey, DateTimeOffset At);
