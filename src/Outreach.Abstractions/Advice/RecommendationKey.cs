namespace Outreach;

/// <summary>By what an organisation knows a recommendation: there is one at most of each kind about each subject.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Code">Its kind, such as <c>campaign.bounces</c>; docs/reference/advisor.md lists them.</param>
public readonly record struct RecommendationKey(RecommendationSubject Subject, string Code);
