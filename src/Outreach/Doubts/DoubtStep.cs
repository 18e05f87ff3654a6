namespace Outreach;

/// <summary>What is done about a doubt.</summary>
/// <param name="Action">The action.</param>
/// <param name="Until">When to look again, for <see cref="DoubtAction.Wait"/>.</param>
internal readonly record struct DoubtStep(DoubtAction Action, DateTimeOffset Until = default);
