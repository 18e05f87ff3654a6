namespace Outreach;

/// <summary>The outcome of an attempt, as a worker records it.</summary>
public sealed record SendResult
{
    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the participant.</summary>
    public required Guid ParticipantId { get; init; }

    /// <summary>Gets the attempt.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>Gets the epoch of the lease under which the attempt was made.</summary>
    public required int Epoch { get; init; }

    /// <summary>
    /// Gets what follows. The ledger turns a refusal of a send that was ever in doubt into <see cref="SendDisposition.InDoubt"/>.
    /// </summary>
    public required SendDisposition Disposition { get; init; }

    /// <summary>Gets how the attempt failed, or <see langword="null"/>.</summary>
    public FailureKind? Failure { get; init; }

    /// <summary>Gets the provider's reply, or <see langword="null"/> if there was none.</summary>
    public ProviderReply? Reply { get; init; }

    /// <summary>Gets when the outcome was known, by the campaign's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Gets the send, if the attempt was refused before its intent was recorded (SMTP: at MAIL or RCPT); <see langword="null"/> otherwise.
    /// The ledger then stores the attempt and its refusal together, as long as the lease is still this worker's; no quota was taken.
    /// </summary>
    public SendRecord? RefusedBeforeIntent { get; init; }

    /// <summary>
    /// Gets where the participant goes, which ends the lease; <see langword="null"/> keeps the lease, for further recipients of the same step.
    /// Applied only if the lease is still this worker's.
    /// </summary>
    public ParticipantTransition? Transition { get; init; }

    /// <summary>
    /// Gets the entry that keeps the refused address from being written to again, or <see langword="null"/>. Stored only if the outcome is recorded as
    /// <see cref="SendState.Failed"/>; an entry that the address already has stays.
    /// </summary>
    public SuppressionEntry? Suppression { get; init; }

    /// <summary>
    /// Gets the lead that the contact becomes by the acceptance, or <see langword="null"/>. Stored, with its event, only if the outcome is
    /// recorded as accepted, and only if the campaign has no lead of the contact yet.
    /// </summary>
    public Lead? Lead { get; init; }

    /// <summary>Gets the recipient list that the message was for, whose <see cref="RecipientList.LastSentAt"/> acceptance moves, or <see langword="null"/>.</summary>
    public Guid? RecipientListId { get; init; }
}
