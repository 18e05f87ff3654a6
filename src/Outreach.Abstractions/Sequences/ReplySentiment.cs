using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>The sentiment of a reply.</summary>
[JsonConverter(typeof(ConditionNameConverter<ReplySentiment>))]
public enum ReplySentiment
{
    /// <summary>Neither of the others.</summary>
    [JsonStringEnumMemberName("neutral")]
    Neutral = 0,

    /// <summary>Interested, friendly.</summary>
    [JsonStringEnumMemberName("positive")]
    Positive = 1,

    /// <summary>Refusing, annoyed.</summary>
    [JsonStringEnumMemberName("negative")]
    Negative = 2,
}
