namespace Outreach;

/// <summary>An event that waits for one subscriber.</summary>
public sealed record OutboxEntry
{
    /// <summary>How many partitions the entries of one subscriber are spread over.</summary>
    public const int Partitions = 8;

    /// <summary>Gets the place in the outbox; later entries have greater ones, and none is used twice.</summary>
    public required long Position { get; init; }

    /// <summary>Gets the subscriber's name.</summary>
    public required string Subscriber { get; init; }

    /// <summary>Gets the event.</summary>
    public required OutreachEvent Event { get; init; }

    /// <summary>Gets how often its delivery has failed.</summary>
    public int Attempts { get; init; }

    /// <summary>Gets why the latest attempt failed, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>Gets when the entry was set aside, by the lease clock, or <see langword="null"/>.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>Gets the partition of a subject.</summary>
    /// <returns>0 up to <see cref="Partitions"/>, exclusive.</returns>
    public static int PartitionOf(Guid subject)
    {
        Span<byte> bytes = stackalloc byte[16];
        subject.TryWriteBytes(bytes);
        return bytes[15] % Partitions;
    }
}
