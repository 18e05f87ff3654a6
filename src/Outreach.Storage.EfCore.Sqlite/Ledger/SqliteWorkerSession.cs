namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>A worker that holds its lock file for as long as it lives.</summary>
internal sealed class SqliteWorkerSession(WorkerLock workerLock, int generation) : IWorkerSession
{
    public Guid WorkerId { get; } = workerLock.WorkerId;

    public int Generation { get; } = generation;

    /// <summary>Gets how the worker's leases are divided.</summary>
    public FairShares Shares { get; } = new();

    public ValueTask DisposeAsync()
    {
        workerLock.Dispose();
        return ValueTask.CompletedTask;
    }
}
