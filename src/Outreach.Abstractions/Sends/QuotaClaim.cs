namespace Outreach;

/// <summary>One unit of a limited quantity, reserved in the transaction that records the intent and given back on a definite refusal.</summary>
/// <param name="Key">What is limited, for example <c>sender/{id}/2026-03-01</c>; unique within the organisation.</param>
/// <param name="Limit">How many units there are.</param>
public readonly record struct QuotaClaim(string Key, long Limit);
