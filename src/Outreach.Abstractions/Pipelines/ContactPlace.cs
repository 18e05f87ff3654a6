namespace Outreach;

/// <summary>Where one contact is.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Place">Its place in a pipeline.</param>
public readonly record struct ContactPlace(Guid ContactId, PipelinePlace Place);
