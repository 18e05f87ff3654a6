namespace Outreach;

/// <summary>
/// Where a participant goes next. A transition that finishes the participant, or moves it past a step, cancels sends of it that were
/// refused for now (<see cref="SendState.Due"/>) and will not be tried again.
/// </summary>
public sealed record ParticipantTransition
{
    /// <inheritdoc cref="Participant.Status"/>
    public required ParticipantStatus Status { get; init; }

    /// <inheritdoc cref="Participant.StepIndex"/>
    public required int StepIndex { get; init; }

    /// <inheritdoc cref="Participant.DueAt"/>
    public DateTimeOffset? DueAt { get; init; }

    /// <inheritdoc cref="Participant.Reason"/>
    public required DecisionReason Reason { get; init; }

    /// <summary>Gets when the transition happens, by the campaign's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
