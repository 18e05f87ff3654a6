namespace Outreach;

/// <summary>A place in a template (<c>{{ ai.personalize "prompt" fallback: "text" }}</c>) that asks for a text written for the recipient.</summary>
public sealed record TemplateFragment
{
    /// <summary>Gets the position in <see cref="ICompiledTemplate.Fragments"/>.</summary>
    public required int Index { get; init; }

    /// <summary>Gets what the template asks for, or <see langword="null"/>.</summary>
    public string? Prompt { get; init; }

    /// <summary>Gets the text that stands there if none is written, or <see langword="null"/>.</summary>
    public string? Fallback { get; init; }
}
