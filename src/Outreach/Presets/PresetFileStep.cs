namespace Outreach;

/// <summary>A step of a <see cref="PresetFile"/>.</summary>
internal sealed class PresetFileStep
{
    public required string Name { get; init; }

    /// <summary>Gets how many business days after the step before it comes.</summary>
    public int BusinessDays { get; init; }

    /// <summary>Gets after how many participants the next variant takes its turn; <see langword="null"/> if there is one variant.</summary>
    public int? RotateEvery { get; init; }

    /// <summary>Gets the subjects, one a variant; <see langword="null"/> continues the conversation.</summary>
    public string[]? Subjects { get; init; }

    /// <summary>Gets the texts, one a variant, each as a list of lines.</summary>
    public required string[][] Texts { get; init; }
}
