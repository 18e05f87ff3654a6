namespace Outreach;

/// <summary>What was done to a restored database.</summary>
/// <param name="InDoubt">How many sends became in doubt.</param>
/// <param name="Paused">How many campaigns were paused.</param>
public readonly record struct RestoreReport(int InDoubt, int Paused);
