using System.Text.Json;

namespace Outreach;

/// <summary>Reads the presets that lie in the package as resources.</summary>
internal static class PresetFiles
{
    private const string Folder = "Outreach.Presets.Data.";

    /// <summary>Working days and hours of the recipient, spread over the morning.</summary>
    private static readonly SendingSchedule WorkingHours = new()
    {
        UseRecipientTimeZone = true,
        Opens = new TimeOnly(9, 0),
        Closes = new TimeOnly(17, 0),
        Days = DaysOfWeek.Weekdays,
        Spread = TimeSpan.FromHours(3),
    };

    public static IReadOnlyList<SequencePreset> Read()
    {
        var assembly = typeof(PresetFiles).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Select(name => Read(assembly.GetManifestResourceStream(name)!))
                .OrderBy(preset => preset.Niche is not null)
                .ThenBy(preset => preset.Id, StringComparer.Ordinal),
        ];
    }

    private static SequencePreset Read(Stream stream)
    {
        using (stream)
        {
            var file = JsonSerializer.Deserialize(stream, PresetFileContext.Default.PresetFile) ?? throw new JsonException("A preset is empty.");
            return new SequencePreset
            {
                Id = file.Id,
                Name = file.Name,
                Description = file.Description,
                Niche = file.Niche,
                Steps = [.. file.Steps.Select(ToStep)],
                Schedule = WorkingHours,
            };
        }
    }

    private static SequenceStep ToStep(PresetFileStep step) => new()
    {
        Name = step.Name,
        Delay = StepDelay.BusinessDays(step.BusinessDays),
        RotateEvery = step.RotateEvery,
        Variants =
        [
            .. step.Texts.Select((lines, i) => new StepVariant
            {
                Id = ((char)('A' + i)).ToString(),
                Template = new MessageTemplate { Subject = step.Subjects?[i] ?? "", Text = string.Join('\n', lines) },
            }),
        ],
    };
}
