namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>A worker that is known to the others for as long as it is present.</summary>
internal sealed class PostgreSqlWorkerSession(WorkerPresence presence, int generation) : IWorkerSession
{
    public Guid WorkerId => presence.WorkerId;

    public int Generation { get; } = generation;

    /// <summary>Gets how the worker's leases are divided.</summary>
    public FairShares Shares { get; } = new();

    /// <summary>Gets or sets the end of the latest leases.</summary>
    public DateTimeOffset LatestLease { get; set; }

    /// <summary>
    /// Gets or sets the end of leases of which nobody knows whether they were committed, or <see langword="null"/>. The caller has not got them,
    /// so they are given back before others are taken.
    /// </summary>
    public DateTimeOffset? UnknownLease { get; set; }

    public ValueTask DisposeAsync() => presence.DisposeAsync();
}
