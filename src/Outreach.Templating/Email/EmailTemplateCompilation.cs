using System.Diagnostics.CodeAnalysis;

namespace Outreach.Templating;

/// <summary>What compiling a mail came to.</summary>
public sealed class EmailTemplateCompilation
{
    internal EmailTemplateCompilation(EmailTemplate? template, IReadOnlyList<TemplateDiagnostic> diagnostics)
    {
        Template = template;
        Diagnostics = diagnostics;
    }

    /// <summary>Gets the mail, or <see langword="null"/> if a part could not be compiled.</summary>
    public EmailTemplate? Template { get; }

    /// <summary>Gets errors and warnings; <see cref="TemplateDiagnostic.Template"/> names the part.</summary>
    public IReadOnlyList<TemplateDiagnostic> Diagnostics { get; }

    /// <summary>Gets whether there is a mail.</summary>
    [MemberNotNullWhen(true, nameof(Template))]
    public bool Succeeded => Template is not null;
}
