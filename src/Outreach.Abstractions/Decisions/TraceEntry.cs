namespace Outreach;

/// <summary>A decision about a participant that did not end in a message: a step that was skipped or put off, or the end of the sequence.</summary>
public sealed record TraceEntry
{
    /// <summary>Gets when it was decided, by the campaign's clock, to the second.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the index of the step that it was about, from 0.</summary>
    public required int StepIndex { get; init; }

    /// <summary>Gets why. Details are kept up to <see cref="TraceText.MostDetail"/> characters.</summary>
    public required DecisionReason Reason { get; init; }

    /// <summary>Gets when the participant was to be looked at again, to the second, or <see langword="null"/> if nothing was planned.</summary>
    public DateTimeOffset? Until { get; init; }
}
