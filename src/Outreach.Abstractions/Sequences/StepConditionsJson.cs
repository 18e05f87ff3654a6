using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Outreach;

/// <summary>Reads and writes <see cref="StepConditions"/> as JSON, without reflection.</summary>
public static class StepConditionsJson
{
    /// <summary>Writes conditions; groups that are not set are left out.</summary>
    public static string Write(StepConditions conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        return JsonSerializer.Serialize(conditions, StepConditionsJsonContext.Default.StepConditions);
    }

    /// <summary>Reads conditions.</summary>
    /// <param name="json">A JSON object.</param>
    /// <param name="conditions">The conditions.</param>
    /// <param name="problem">What is wrong with the text, for people.</param>
    /// <returns>Whether the text could be read.</returns>
    public static bool TryRead(
        string json, [NotNullWhen(true)] out StepConditions? conditions, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            conditions = JsonSerializer.Deserialize(json, StepConditionsJsonContext.Default.StepConditions);
            problem = conditions is null ? "The conditions are null; leave them out or write {}." : null;
        }
        catch (JsonException exception)
        {
            conditions = null;
            problem = exception.Message;
        }

        return conditions is not null;
    }
}
