namespace Outreach;

/// <summary>A link that a contact followed.</summary>
/// <param name="StepId">The id of the step whose message held the link.</param>
/// <param name="Url">The link's address.</param>
public readonly record struct StepClick(Guid StepId, string Url);
