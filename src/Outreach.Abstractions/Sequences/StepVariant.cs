namespace Outreach;

/// <summary>One of the texts that a step can have.</summary>
public sealed record StepVariant
{
    /// <summary>Gets the variant's id, unique within the step, such as <c>A</c>.</summary>
    public string Id { get; init; } = "A";

    /// <summary>Gets the share of participants, relative to the other variants' weights; 0 or more. Default: 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Gets the text.</summary>
    public required MessageTemplate Template { get; init; }
}
