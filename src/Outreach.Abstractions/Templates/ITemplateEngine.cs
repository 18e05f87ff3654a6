namespace Outreach;

/// <summary>Compiles and checks templates. Implementations are safe for use by several threads.</summary>
public interface ITemplateEngine
{
    /// <summary>Compiles a template once, to be rendered many times.</summary>
    /// <param name="source">The text, its schema and how it is to be read.</param>
    /// <returns>The template, or the reasons why there is none. Never throws because of what the text says.</returns>
    TemplateCompilation Compile(TemplateSource source);

    /// <summary>Finds everything that is, or may become, wrong with a template before the first message goes out.</summary>
    /// <param name="source">The text, its schema and how it is to be read.</param>
    /// <returns>
    /// All findings, ordered by position: parse errors, unknown fields with suggestions, type errors of functions, branches that are never taken,
    /// and fields that may be empty and have no fallback, in every branch.
    /// </returns>
    IReadOnlyList<TemplateDiagnostic> Check(TemplateSource source);
}
