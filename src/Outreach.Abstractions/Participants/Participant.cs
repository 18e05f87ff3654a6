namespace Outreach;

/// <summary>A contact enrolled in a campaign: where it is in the sequence and what comes next.</summary>
public sealed record Participant
{
    /// <summary>Gets the participant's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the campaign.</summary>
    public required Guid CampaignId { get; init; }

    /// <summary>Gets the contact. A contact is enrolled in a campaign at most once.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>Gets the account that writes to this contact, the same for all steps so that replies stay in one conversation.</summary>
    public required Guid SenderAccountId { get; init; }

    /// <summary>Gets the channel.</summary>
    public Channel Channel { get; init; }

    /// <summary>Gets the version of the sequence that the participant follows.</summary>
    public required Guid SequenceVersionId { get; init; }

    /// <summary>Gets what became of the participant so far.</summary>
    public ParticipantStatus Status { get; init; }

    /// <summary>Gets the index of the next step, from 0; equal to the number of steps when none is left.</summary>
    public int StepIndex { get; init; }

    /// <summary>
    /// Gets when the participant is looked at next, by the campaign's clock; <see langword="null"/> when nothing is planned: the
    /// participant is finished, or waits for a reply.
    /// </summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>
    /// Gets the fencing number: every lease, every <see cref="ParticipantTransition"/> and every recovery raises it, so that whoever read
    /// the participant before can't overwrite what happened since.
    /// </summary>
    public int Epoch { get; init; }

    /// <summary>Gets why the participant is where it is: the reason of the latest decision or event.</summary>
    public DecisionReason Reason { get; init; }

    /// <summary>Gets when <see cref="Status"/>, <see cref="StepIndex"/> or <see cref="DueAt"/> last changed, by the campaign's clock.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Gets whether nothing more will be sent to this participant.</summary>
    public bool IsFinished => DueAt is null && Status is not (ParticipantStatus.Pending or ParticipantStatus.Sent or ParticipantStatus.Delivered);
}
