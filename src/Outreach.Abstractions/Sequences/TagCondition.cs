using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>Conditions on a contact's tags, all of which must hold. Tags are compared without regard to case.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TagCondition
{
    /// <summary>Gets tags of which the contact must have at least one; <see langword="null"/> or empty for no such condition.</summary>
    [JsonPropertyName("any")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Any { get; init; }

    /// <summary>Gets tags all of which the contact must have.</summary>
    [JsonPropertyName("all")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? All { get; init; }

    /// <summary>Gets tags none of which the contact may have.</summary>
    [JsonPropertyName("none")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? None { get; init; }
}
