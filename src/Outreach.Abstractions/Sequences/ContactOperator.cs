using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>How a <see cref="ContactCondition"/> tests a field.</summary>
[JsonConverter(typeof(ConditionNameConverter<ContactOperator>))]
public enum ContactOperator
{
    /// <summary>The field has the value.</summary>
    [JsonStringEnumMemberName("equals")]
    EqualTo = 0,

    /// <summary>The field has another value, or none.</summary>
    [JsonStringEnumMemberName("not_equals")]
    NotEqualTo = 1,

    /// <summary>The value occurs in the field.</summary>
    [JsonStringEnumMemberName("contains")]
    Contains = 2,

    /// <summary>The field is missing or blank.</summary>
    [JsonStringEnumMemberName("empty")]
    Empty = 3,

    /// <summary>The field has a value that is not blank.</summary>
    [JsonStringEnumMemberName("not_empty")]
    NotEmpty = 4,
}
