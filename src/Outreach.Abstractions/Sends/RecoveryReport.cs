namespace Outreach;

/// <summary>What was put right after workers that died or lost their leases.</summary>
/// <param name="Released">Participants that were leased without an intent: due again.</param>
/// <param name="InDoubt">Sends that had an intent and no result: in doubt now.</param>
public readonly record struct RecoveryReport(int Released, int InDoubt);
