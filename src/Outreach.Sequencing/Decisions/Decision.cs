namespace Outreach.Sequencing;

/// <summary>The answer of <see cref="SequenceDecider"/>, with its reason. The default value sends the first variant of the first step.</summary>
public readonly record struct Decision
{
    /// <summary>Gets what is done.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>Gets the index of the step that the decision is about.</summary>
    public required int StepIndex { get; init; }

    /// <summary>Gets why.</summary>
    public required DecisionReason Reason { get; init; }

    /// <summary>Gets the index of the variant, for <see cref="DecisionKind.Send"/>.</summary>
    public int VariantIndex { get; init; }

    /// <summary>
    /// Gets when the participant is looked at again, for <see cref="DecisionKind.Defer"/> (<see langword="null"/>: when a reply comes), and
    /// when the step was accepted, for <see cref="DecisionKind.Advance"/>.
    /// </summary>
    public DateTimeOffset? Until { get; init; }
}
