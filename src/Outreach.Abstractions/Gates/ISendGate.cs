namespace Outreach;

/// <summary>
/// Decides whether a message that is due may go now. Gates are asked in the order in which they were registered, after the suppression gate
/// that every send passes. A gate predicts: what must hold over all workers it claims from a quota, which the ledger reserves with the intent.
/// Implementations are safe for concurrent use and do no I/O; what they need they keep up to date on their own.
/// </summary>
public interface ISendGate
{
    /// <summary>Admits, defers or refuses a message, and claims what it would use up.</summary>
    GateAnswer Check(GateContext context);
}
