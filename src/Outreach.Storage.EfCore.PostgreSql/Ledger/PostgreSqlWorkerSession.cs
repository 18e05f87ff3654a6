namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>A worker that is known to the others for as long as it is present.</summary>
internal sealed class PostgreSqlWorkerSession(WorkerPresence presence, int generation) : IWorkerSession
{
    public Guid WorkerId => presence.WorkerId;

    public int Generation { get; } = generation;

    /// <summary>Gets how the worker's leases are divided.</summary>
    public FairShares Shares { get; } = new();

    public ValueTask DisposeAsync() => presence.DisposeAsync();
}
