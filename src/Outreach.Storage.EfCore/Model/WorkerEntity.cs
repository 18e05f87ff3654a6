namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>workers</c>, where a database has no better way to know them: a worker that is running, or was until it died.</summary>
internal sealed class WorkerEntity
{
    public Guid Id { get; set; }

    /// <summary>Gets or sets when the worker was last heard of, by the database's clock.</summary>
    public DateTimeOffset SeenAt { get; set; }
}
