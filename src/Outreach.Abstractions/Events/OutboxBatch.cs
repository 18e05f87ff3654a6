namespace Outreach;

/// <summary>Entries of one leased partition.</summary>
public sealed record OutboxBatch
{
    /// <summary>Gets the subscriber's name.</summary>
    public required string Subscriber { get; init; }

    /// <summary>Gets the partition.</summary>
    public required int Partition { get; init; }

    /// <summary>Gets the id of this lease; another one in the store means that the lease was lost.</summary>
    public required Guid LeaseId { get; init; }

    /// <summary>Gets the entries in the order of their positions.</summary>
    public required IReadOnlyList<OutboxEntry> Entries { get; init; }
}
