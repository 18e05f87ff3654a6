namespace Outreach;

/// <summary>A message of a preset as a contact would get it.</summary>
public sealed record PresetPreview
{
    /// <summary>Gets the step, from 0.</summary>
    public required int StepIndex { get; init; }

    /// <summary>Gets the variant's id.</summary>
    public required string VariantId { get; init; }

    /// <summary>Gets the subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the HTML, with the sender's signature in that form; empty if the template has none.</summary>
    public string Html { get; init; } = "";

    /// <summary>Gets what the checks find in the templates.</summary>
    public required IReadOnlyList<TemplateDiagnostic> Findings { get; init; }
}
