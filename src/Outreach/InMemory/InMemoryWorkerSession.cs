namespace Outreach;

/// <summary>A worker of the in-memory store: alive until it is disposed.</summary>
internal sealed class InMemoryWorkerSession(InMemoryDatabase database, Guid workerId, int generation) : IWorkerSession
{
    public Guid WorkerId { get; } = workerId;

    public int Generation { get; } = generation;

    /// <summary>Gets how the worker's leases are divided.</summary>
    public FairShares Shares { get; } = new();

    public ValueTask DisposeAsync()
    {
        lock (database.Gate)
        {
            database.OpenSessions.Remove(WorkerId);
        }

        return ValueTask.CompletedTask;
    }
}
