namespace Outreach;

/// <summary>A send in the in-memory store, with the lease under which its latest intent was recorded.</summary>
internal sealed class SendRow(SendRecord value, long sequence)
{
    public SendRecord Value { get; set; } = value;

    /// <summary>Gets the order of creation.</summary>
    public long Sequence { get; } = sequence;

    public Guid WorkerId { get; set; }

    /// <summary>Gets or sets when the worker's lease ends, by the lease clock.</summary>
    public DateTimeOffset LeaseUntil { get; set; }
}
