namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>outbox_leases</c>: who delivers a subscriber's partition.</summary>
internal sealed class OutboxLeaseEntity
{
    public string Subscriber { get; set; } = "";

    public int Partition { get; set; }

    /// <summary>Gets or sets the id of the lease, or <see langword="null"/> when the partition is free.</summary>
    public Guid? LeaseId { get; set; }

    /// <summary>Gets or sets when the latest lease ends, or was given back, by the lease clock.</summary>
    public DateTimeOffset LeaseUntil { get; set; }
}
