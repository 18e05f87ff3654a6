namespace Outreach;

/// <summary>One message of a sequence: when it comes and what it says.</summary>
public sealed record SequenceStep
{
    /// <summary>Gets the step's id, the same in every version that keeps the step. <see cref="Guid.Empty"/> in a draft gets one on creation.</summary>
    public Guid Id { get; init; }

    /// <summary>Gets the name shown to people, such as <c>follow-up</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets what makes the step due. Default: <see cref="StepTrigger.Delay"/>.</summary>
    public StepTrigger Trigger { get; init; }

    /// <summary>Gets the time between the step before (or the contact's reply) and this step. Default: none.</summary>
    public StepDelay Delay { get; init; }

    /// <summary>Gets what must hold for the step to be sent; a step whose conditions fail is skipped. Default: no condition.</summary>
    public StepConditions Conditions { get; init; } = StepConditions.None;

    /// <summary>Gets the variants, one of which each participant gets by weight; at least one.</summary>
    public required IReadOnlyList<StepVariant> Variants { get; init; }

    /// <summary>Makes a step with one variant.</summary>
    /// <param name="template">What it says.</param>
    /// <param name="delay">The time since the step before. Default: none.</param>
    /// <param name="name">The name shown to people.</param>
    public static SequenceStep Create(MessageTemplate template, StepDelay delay = default, string name = "") =>
        new() { Name = name, Delay = delay, Variants = [new StepVariant { Template = template }] };
}
