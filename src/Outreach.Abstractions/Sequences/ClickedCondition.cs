using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>A link that was followed.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ClickedCondition
{
    /// <summary>Gets the index of the step in this sequence, from 0; <see langword="null"/> for any step.</summary>
    [JsonPropertyName("step")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Step { get; init; }

    /// <summary>Gets what occurs in the link's address, without regard to case; <see langword="null"/> for any link.</summary>
    [JsonPropertyName("urlContains")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UrlContains { get; init; }
}
