namespace Outreach;

/// <summary>
/// A running worker as the ledger knows it. While it is open the worker counts as alive; disposing it (or the end of the process, where the
/// store can prove that) lets others take over its leases at once.
/// </summary>
public interface IWorkerSession : IAsyncDisposable
{
    /// <summary>Gets the worker's id.</summary>
    Guid WorkerId { get; }

    /// <summary>Gets the generation of the database when the session was opened.</summary>
    int Generation { get; }
}
