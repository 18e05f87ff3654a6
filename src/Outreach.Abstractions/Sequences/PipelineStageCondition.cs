using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>Some stages of a pipeline.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PipelineStageCondition
{
    /// <summary>Gets the pipeline's id, ours or the host's; compared without regard to case.</summary>
    [JsonPropertyName("pipelineId")]
    public required string PipelineId { get; init; }

    /// <summary>Gets the ids of the stages, one of which is meant; compared without regard to case.</summary>
    [JsonPropertyName("stageIds")]
    public required IReadOnlyList<string> StageIds { get; init; }
}
