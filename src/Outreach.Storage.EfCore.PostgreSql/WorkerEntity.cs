namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>A row of <c>workers</c>: a worker that is running, or was until it died.</summary>
internal sealed class WorkerEntity
{
    public Guid Id { get; set; }

    /// <summary>Gets or sets when the worker was last heard of, by the database's clock.</summary>
    public DateTimeOffset SeenAt { get; set; }
}
