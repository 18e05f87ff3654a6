namespace Outreach;

/// <summary>An event from outside with all that follows from it, to be stored in one transaction.</summary>
public sealed record EventEffects
{
    /// <summary>Gets the event.</summary>
    public required DeliveryEvent Event { get; init; }

    /// <summary>
    /// Gets whether the event proves that the provider accepted the send: then a send that is being handed over, is in doubt, or was ever in
    /// doubt, becomes <see cref="SendState.Sent"/>.
    /// </summary>
    public bool ProvesAcceptance { get; init; }

    /// <summary>Gets the epoch at which the participant was read; needed with <see cref="Transition"/>.</summary>
    public int ExpectedEpoch { get; init; }

    /// <summary>
    /// Gets where the participant goes, or <see langword="null"/> to leave it. Raises the epoch and ends any lease, so that a worker that
    /// holds one can't send any more.
    /// </summary>
    public ParticipantTransition? Transition { get; init; }

    /// <summary>
    /// Gets the step index of a participant whose latest message the event shows to be delivered: if it still stands there and is
    /// <see cref="ParticipantStatus.Sent"/>, it becomes <see cref="ParticipantStatus.Delivered"/>; epoch and lease stay. <see langword="null"/> otherwise.
    /// </summary>
    public int? DeliveredAtStep { get; init; }

    /// <summary>Gets addresses and domains to suppress.</summary>
    public IReadOnlyList<SuppressionEntry> Suppressions { get; init; } = [];

    /// <summary>
    /// Gets the lead that the contact becomes by the event, or <see langword="null"/>. Stored, with its event, only if the campaign has no
    /// lead of the contact yet.
    /// </summary>
    public Lead? Lead { get; init; }
}
