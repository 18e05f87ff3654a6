namespace Outreach;

/// <summary>What an <see cref="ExternalEvent"/> did.</summary>
public sealed record ExternalEventResult
{
    /// <summary>Gets the participants that it was about.</summary>
    public IReadOnlyList<Guid> ParticipantIds { get; init; } = [];

    /// <summary>Gets those of them that it stopped or moved on.</summary>
    public IReadOnlyList<Guid> ChangedParticipantIds { get; init; } = [];

    /// <summary>Gets whether the event was handled before; then it has changed nothing.</summary>
    public bool IsDuplicate { get; init; }
}
