using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>A message that was opened.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OpenedCondition
{
    /// <summary>Gets the index of the step in this sequence, from 0; <see langword="null"/> for any step.</summary>
    [JsonPropertyName("step")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Step { get; init; }
}
