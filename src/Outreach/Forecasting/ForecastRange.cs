namespace Outreach;

/// <summary>A range of times, found by going through a campaign again and again with other answers.</summary>
/// <param name="Earliest">The time before which 5 % of the repetitions end, or the earliest if there are few; <see langword="null"/> if none ends in time.</param>
/// <param name="Latest">The time after which 5 % of the repetitions end, or the latest; <see langword="null"/> if that is beyond the end of the forecast.</param>
/// <param name="Repetitions">How many repetitions it comes from.</param>
public readonly record struct ForecastRange(DateTimeOffset? Earliest, DateTimeOffset? Latest, int Repetitions);
