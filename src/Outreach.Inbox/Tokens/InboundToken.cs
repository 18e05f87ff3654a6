namespace Outreach.Inbox;

/// <summary>A genuine token that was found in an inbound mail.</summary>
/// <param name="Attempt">The attempt that it names.</param>
/// <param name="Purpose">What it was made for.</param>
/// <param name="Source">Where it was found.</param>
public readonly record struct InboundToken(AttemptId Attempt, TokenPurpose Purpose, TokenSource Source);
