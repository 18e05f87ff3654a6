namespace Outreach;

/// <summary>A participant who gets no message.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Reason">Why.</param>
public readonly record struct ForecastOmission(Guid ContactId, DecisionReason Reason);
