namespace Outreach;

/// <summary>Ends a lease without an attempt: the participant was deferred, skipped a step, stopped or completed.</summary>
public sealed record ParticipantRelease
{
    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the participant.</summary>
    public required Guid ParticipantId { get; init; }

    /// <summary>Gets the epoch of the lease; another epoch in the store means that the lease was lost, and nothing is changed.</summary>
    public required int Epoch { get; init; }

    /// <summary>Gets where the participant goes, or <see langword="null"/> to put it back as it was.</summary>
    public ParticipantTransition? Transition { get; init; }

    /// <summary>Gets what is added to the participant's decision trace together with <see cref="Transition"/>, or <see langword="null"/>.</summary>
    public TraceEntry? Trace { get; init; }
}
