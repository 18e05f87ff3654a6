namespace Outreach;

/// <summary>A stage of a pipeline.</summary>
public sealed record PipelineStage
{
    /// <summary>Gets the stage's id (a version-7 GUID), unique over all pipelines.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the name shown to people; 1 to 200 characters.</summary>
    public required string Name { get; init; }
}
