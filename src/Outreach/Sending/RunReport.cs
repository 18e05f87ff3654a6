namespace Outreach;

/// <summary>What a run over all due participants did.</summary>
public sealed record RunReport
{
    /// <summary>Gets the number of messages that were accepted.</summary>
    public long Sent { get; init; }

    /// <summary>Gets the number of messages that were refused for now.</summary>
    public long Retried { get; init; }

    /// <summary>Gets the number of messages that were refused for good.</summary>
    public long Failed { get; init; }

    /// <summary>Gets the number of messages of which nobody knows whether they were accepted, those of dead workers included.</summary>
    public long InDoubt { get; init; }

    /// <summary>Gets the number of participants that were put off.</summary>
    public long Deferred { get; init; }

    /// <summary>Gets the number of steps that were skipped.</summary>
    public long Skipped { get; init; }

    /// <summary>Gets the number of participants whose sequence ended early.</summary>
    public long Stopped { get; init; }

    /// <summary>Gets the number of participants whose sequence ended after its last step.</summary>
    public long Completed { get; init; }

    /// <summary>Gets when the next participant is due, by the campaign's clock, or <see langword="null"/> if nobody is.</summary>
    public DateTimeOffset? NextDueAt { get; init; }
}
