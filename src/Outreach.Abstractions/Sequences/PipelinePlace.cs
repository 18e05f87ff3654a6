namespace Outreach;

/// <summary>A contact's place in a pipeline.</summary>
/// <param name="PipelineId">The pipeline's id.</param>
/// <param name="StageId">The id of the stage where the contact is.</param>
public readonly record struct PipelinePlace(string PipelineId, string StageId);
