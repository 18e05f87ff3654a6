namespace Outreach;

/// <summary>A preset as it lies in a file of the package.</summary>
internal sealed class PresetFile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public string? Niche { get; init; }

    public required PresetFileStep[] Steps { get; init; }
}
