namespace Outreach;

/// <summary>Some days of a warm-up plan.</summary>
/// <param name="LastDay">The last day of the stage, from 1; it begins after the stage before.</param>
/// <param name="Volume">The greatest number of messages on each of its days (UTC).</param>
public readonly record struct WarmUpStage(int LastDay, int Volume);
