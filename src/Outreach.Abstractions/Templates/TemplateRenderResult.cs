using System.Diagnostics.CodeAnalysis;

namespace Outreach;

/// <summary>What rendering came to. The default value is a success that wrote nothing.</summary>
public readonly record struct TemplateRenderResult
{
    /// <summary>Gets how many bytes were written.</summary>
    public int Bytes { get; init; }

    /// <summary>Gets why nothing was written, or <see langword="null"/>.</summary>
    public TemplateDiagnostic? Error { get; init; }

    /// <summary>Gets whether the text was written.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;
}
