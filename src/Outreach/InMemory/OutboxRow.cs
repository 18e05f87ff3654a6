namespace Outreach;

/// <summary>An entry of the in-memory outbox.</summary>
internal sealed class OutboxRow(OutboxEntry value)
{
    public OutboxEntry Value { get; set; } = value;

    /// <summary>Gets or sets until when the entry waits for its next attempt, by the lease clock; <see langword="null"/> if it has not failed.</summary>
    public DateTimeOffset? WaitsUntil { get; set; }
}
