using System.Diagnostics.CodeAnalysis;

namespace Outreach;

/// <summary>What compiling a template came to: the template, or the errors.</summary>
public sealed class TemplateCompilation
{
    /// <summary>Initializes a compilation.</summary>
    /// <param name="template">The template; <see langword="null"/> if it could not be compiled.</param>
    /// <param name="diagnostics">Errors and warnings, ordered by position.</param>
    public TemplateCompilation(ICompiledTemplate? template, IReadOnlyList<TemplateDiagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        Template = template;
        Diagnostics = diagnostics;
    }

    /// <summary>Gets the template, or <see langword="null"/> if it could not be compiled.</summary>
    public ICompiledTemplate? Template { get; }

    /// <summary>Gets errors and warnings, ordered by position.</summary>
    public IReadOnlyList<TemplateDiagnostic> Diagnostics { get; }

    /// <summary>Gets whether there is a template.</summary>
    [MemberNotNullWhen(true, nameof(Template))]
    public bool Succeeded => Template is not null;
}
