using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>A condition on one field of a contact. Values are compared trimmed and without regard to case; a missing field counts as empty.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ContactCondition
{
    /// <summary>
    /// Gets the field: <c>first_name</c>, <c>last_name</c>, <c>email</c>, <c>phone</c>, <c>telegram_id</c>, <c>company_name</c>, or the name
    /// of one of the organisation's own fields.
    /// </summary>
    [JsonPropertyName("field")]
    public required string Field { get; init; }

    /// <summary>Gets how the field is tested.</summary>
    [JsonPropertyName("op")]
    public required ContactOperator Op { get; init; }

    /// <summary>Gets what the field is compared with; not used by <see cref="ContactOperator.Empty"/> and <see cref="ContactOperator.NotEmpty"/>.</summary>
    [JsonPropertyName("value")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Value { get; init; }
}
