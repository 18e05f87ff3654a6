using System.Globalization;

namespace Outreach;

/// <summary>The text of a template and how it is to be read.</summary>
public sealed record TemplateSource
{
    /// <summary>Gets the template's text.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the fields that the template may use.</summary>
    public required TemplateSchema Schema { get; init; }

    /// <summary>Gets the kind of text that the template produces.</summary>
    /// <value>Default: <see cref="TemplateMode.Text"/>.</value>
    public TemplateMode Mode { get; init; }

    /// <summary>Gets the name that diagnostics show, for example <c>step 2, subject</c>.</summary>
    /// <value>Default: <c>template</c>.</value>
    public string Name { get; init; } = "template";

    /// <summary>Gets whether <c>{Hi|Hello}</c> outside of code blocks is a choice.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Spintax { get; init; } = true;

    /// <summary>Gets the culture of numbers and dates.</summary>
    /// <value>Default: the invariant culture. The culture of the process is never used.</value>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>Gets where <c>include</c> finds other templates.</summary>
    /// <value>Default: <see langword="null"/>, so that <c>include</c> is an error.</value>
    public ITemplateLoader? Loader { get; init; }
}
