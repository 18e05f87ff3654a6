namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>A worker that holds its lock file for as long as it lives.</summary>
internal sealed class SqliteWorkerSession(WorkerLock workerLock, int generation) : IWorkerSession
{
    public Guid WorkerId { get; } = workerLock.WorkerId;

    public int Generation { get; } = generation;

    public ValueTask DisposeAsync()
    {
        workerLock.Dispose();
        return ValueTask.CompletedTask;
    }
}
