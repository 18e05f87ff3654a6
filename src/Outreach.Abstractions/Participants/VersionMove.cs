namespace Outreach;

/// <summary>Takes a participant over to another version of its sequence.</summary>
public sealed record VersionMove
{
    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the participant.</summary>
    public required Guid ParticipantId { get; init; }

    /// <summary>Gets the epoch at which the participant was read.</summary>
    public required int ExpectedEpoch { get; init; }

    /// <summary>Gets the version that it follows from now on.</summary>
    public required Guid SequenceVersionId { get; init; }

    /// <summary>Gets where it goes.</summary>
    public required ParticipantTransition Transition { get; init; }
}
