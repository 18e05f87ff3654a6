namespace Outreach.Deliverability;

/// <summary>What a check says if something is wrong.</summary>
internal readonly record struct AdviceText(string Code, RecommendationSeverity Severity, string Message, string Fix);
