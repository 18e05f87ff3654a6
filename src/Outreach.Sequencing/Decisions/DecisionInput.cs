namespace Outreach.Sequencing;

/// <summary>All that a decision depends on.</summary>
public readonly record struct DecisionInput
{
    /// <summary>Gets the sequence version that the participant follows, with the campaign's schedule.</summary>
    public required SequencePlan Plan { get; init; }

    /// <summary>Gets the participant.</summary>
    public required Participant Participant { get; init; }

    /// <summary>Gets the contact.</summary>
    public required Contact Contact { get; init; }

    /// <summary>Gets the participant's sends so far, in any order.</summary>
    public required IReadOnlyList<SendRecord> Sends { get; init; }

    /// <summary>Gets whether the contact's address or its domain is suppressed.</summary>
    public required bool IsSuppressed { get; init; }

    /// <summary>Gets the time, by the campaign's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Gets what else is known; <see langword="null"/> is the same as <see cref="ParticipantFacts.None"/>.</summary>
    public ParticipantFacts? Facts { get; init; }
}
