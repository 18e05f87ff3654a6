using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Outreach;

/// <summary>Reads and writes <see cref="LeadCreationSettings"/> as JSON, without reflection.</summary>
public static class LeadCreationSettingsJson
{
    /// <summary>Writes settings.</summary>
    public static string Write(LeadCreationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return JsonSerializer.Serialize(settings, LeadJsonContext.Default.LeadCreationSettings);
    }

    /// <summary>Reads settings.</summary>
    /// <param name="json">A JSON object.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="problem">What is wrong with the text, for people.</param>
    /// <returns>Whether the text could be read.</returns>
    public static bool TryRead(
        string json, [NotNullWhen(true)] out LeadCreationSettings? settings, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            settings = JsonSerializer.Deserialize(json, LeadJsonContext.Default.LeadCreationSettings);
            problem = settings is null ? "The settings are null; leave them out for no leads." : null;
        }
        catch (JsonException exception)
        {
            settings = null;
            problem = exception.Message;
        }

        return settings is not null;
    }
}
