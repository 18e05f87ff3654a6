namespace Outreach;

/// <summary>What must hold for a step to be sent. All conditions are joined with AND.</summary>
public sealed record StepConditions
{
    /// <summary>Gets conditions that always hold.</summary>
    public static StepConditions None { get; } = new();

    /// <summary>Gets whether the sequence stops if the contact has replied before this step. Default: <see langword="true"/>.</summary>
    public bool StopIfReplied { get; init; } = true;
}
