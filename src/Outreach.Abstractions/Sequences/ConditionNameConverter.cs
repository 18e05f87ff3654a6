using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>
/// Reads and writes an enumeration by its JSON names only; a number is an error. Public because generated serializers of hosts use it too.
/// </summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class ConditionNameConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
