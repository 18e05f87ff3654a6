namespace Outreach;

/// <summary>Tells what was done with one due participant.</summary>
public readonly record struct SendProgress
{
    /// <summary>Gets the participant.</summary>
    public required Guid ParticipantId { get; init; }

    /// <summary>Gets what was done.</summary>
    public required SendProgressKind Kind { get; init; }

    /// <summary>Gets why.</summary>
    public required DecisionReason Reason { get; init; }

    /// <summary>Gets when, by the campaign's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
