using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>Reads and writes an enumeration by its JSON names only; a number is an error.</summary>
internal sealed class ConditionNameConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
