namespace Outreach.Templating;

/// <summary>
/// Compiles and checks templates in the Scriban language. Safe for use by several threads; one per process is enough. A template sees the values it is
/// handed and nothing else of the host.
/// </summary>
public sealed class TemplateEngine : ITemplateEngine
{
    /// <summary>Initializes an engine.</summary>
    /// <param name="limits">How much one template may use; <see langword="null"/> for the defaults.</param>
    /// <param name="time">The clock for <c>date.now</c> and the time limit; <see langword="null"/> for the system's.</param>
    public TemplateEngine(TemplateLimits? limits = null, TimeProvider? time = null)
    {
        Limits = limits ?? new TemplateLimits();
        Time = time ?? TimeProvider.System;
        ArgumentOutOfRangeException.ThrowIfNotEqual(Limits.MaxNesting is >= 1 and <= 200, true, nameof(limits));
    }

    /// <summary>Gets how much one template may use.</summary>
    public TemplateLimits Limits { get; }

    internal TimeProvider Time { get; }

    internal RenderContextPool Contexts { get; } = new();

    /// <inheritdoc/>
    public TemplateCompilation Compile(TemplateSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var template = Compile(source, out var diagnostics);
        return new TemplateCompilation(template, diagnostics.Sorted());
    }

    /// <inheritdoc/>
    public IReadOnlyList<TemplateDiagnostic> Check(TemplateSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var template = Compile(source, out var diagnostics);
        if (template is not null)
        {
            new Checker(template, diagnostics).Run();
        }

        return diagnostics.Sorted();
    }

    internal Template? Compile(TemplateSource source, out DiagnosticBag diagnostics)
    {
        diagnostics = new DiagnosticBag(new SourceText(source.Name, source.Text));
        var symbols = new SymbolTable();
        var program = TemplateProgram.Compile(source, diagnostics, Limits, symbols, script: false);
        return program is null ? null : new Template(this, source, symbols, program);
    }
}
