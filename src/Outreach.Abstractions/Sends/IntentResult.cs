namespace Outreach;

/// <summary>The ledger's answer to a <see cref="SendIntent"/>.</summary>
/// <param name="Verdict">Whether the message may go.</param>
/// <param name="QuotaKey">The quota that is used up, if that is the reason.</param>
public readonly record struct IntentResult(IntentVerdict Verdict, string? QuotaKey = null);
