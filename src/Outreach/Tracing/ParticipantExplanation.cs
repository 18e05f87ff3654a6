using Outreach.Sequencing;

namespace Outreach;

/// <summary>Where a contact is in a campaign, and why.</summary>
public sealed record ParticipantExplanation
{
    /// <summary>Gets the participant as it is; <see cref="Participant.Reason"/> is the reason of the latest decision or event.</summary>
    public required Participant Participant { get; init; }

    /// <summary>Gets the name of the next step, or <see langword="null"/> if none is left.</summary>
    public string? NextStep { get; init; }

    /// <summary>Gets what is decided if the participant is looked at when it is due, as far as is known now; gates are not asked.</summary>
    public Decision? Expected { get; init; }

    /// <summary>Gets the earliest time at which the next message may go, or <see langword="null"/> if none is planned.</summary>
    public DateTimeOffset? EarliestAt { get; init; }

    /// <summary>Gets the state of the campaign; only an active one sends.</summary>
    public CampaignStatus CampaignStatus { get; init; }

    /// <summary>
    /// Gets all that happened, oldest first: enrolment, messages, events, and the latest decisions that did not end in a message
    /// (<see cref="TraceText.MostLength"/> bounds how many are kept).
    /// </summary>
    public required IReadOnlyList<TraceLine> History { get; init; }
}
