namespace Outreach;

/// <summary>What became of an entry of the outbox.</summary>
public readonly record struct OutboxResult
{
    /// <summary>Gets the entry's place.</summary>
    public required long Position { get; init; }

    /// <summary>Gets whether the event was delivered; the entry is removed.</summary>
    public bool IsDelivered { get; init; }

    /// <summary>Gets when to try again, by the lease clock; <see langword="null"/> for an entry that failed sets it aside.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Gets why it failed, at most 1,000 characters; <see langword="null"/> if it was delivered.</summary>
    public string? Error { get; init; }
}
