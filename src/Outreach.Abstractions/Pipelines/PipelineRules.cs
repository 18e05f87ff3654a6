namespace Outreach;

/// <summary>What every store asks of a pipeline; for authors of stores.</summary>
public static class PipelineRules
{
    /// <summary>Checks what can be known wrong of a pipeline by itself.</summary>
    /// <exception cref="ArgumentException">The pipeline can't be used; the message says why.</exception>
    public static void Check(Pipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var problem = string.IsNullOrWhiteSpace(pipeline.Name) || pipeline.Name.Length > 200 ? "its Name must have 1 to 200 characters"
            : pipeline.Stages.Count is 0 or > 100 ? "it must have 1 to 100 Stages"
            : pipeline.Stages.Any(stage => string.IsNullOrWhiteSpace(stage.Name) || stage.Name.Length > 200) ? "the Name of each stage must have 1 to 200 characters"
            : pipeline.Stages.DistinctBy(stage => stage.Id).Count() < pipeline.Stages.Count ? "two stages have the same Id"
            : null;
        if (problem is not null)
        {
            throw new ArgumentException($"The pipeline can't be used like this: {problem}.", nameof(pipeline));
        }
    }

    /// <summary>Makes the refusal to leave out a stage.</summary>
    public static InvalidOperationException StageInUse(Guid stageId, long contacts) =>
        new($"Stage {stageId} can't be left out: {contacts} contacts are in it. Move them to another stage first.");

    /// <summary>Makes the refusal to use a stage that there is not.</summary>
    public static InvalidOperationException NoStage(Guid pipelineId, Guid stageId) =>
        new($"Pipeline {pipelineId} with a stage {stageId} does not exist in this organisation; save it with SaveAsync first.");
}
