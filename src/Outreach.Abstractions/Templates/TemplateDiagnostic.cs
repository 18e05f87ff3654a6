namespace Outreach;

/// <summary>Something that is wrong with a template, and where.</summary>
public sealed record TemplateDiagnostic
{
    /// <summary>Gets how bad it is.</summary>
    public required TemplateSeverity Severity { get; init; }

    /// <summary>Gets a stable identifier of the kind of finding, for example <c>unknown-field</c>. The reference lists them.</summary>
    public required string Code { get; init; }

    /// <summary>Gets what is wrong, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Gets what to do about it, or <see langword="null"/>.</summary>
    public string? Hint { get; init; }

    /// <summary>Gets the name of the template (<see cref="TemplateSource.Name"/>).</summary>
    public string Template { get; init; } = "template";

    /// <summary>Gets the line.</summary>
    /// <value>From 1; 0 if the finding concerns the template as a whole.</value>
    public int Line { get; init; }

    /// <summary>Gets the column in UTF-16 code units.</summary>
    /// <value>From 1; 0 if the finding concerns the template as a whole.</value>
    public int Column { get; init; }

    /// <summary>Gets how many UTF-16 code units the finding spans.</summary>
    /// <value>0 or more. Default: 0.</value>
    public int Length { get; init; }

    /// <summary>Gets the line of the template that the position points into, shortened if it is long.</summary>
    public string Excerpt { get; init; } = "";

    /// <summary>Gets how many of the recipients that were looked at are hit, or <see langword="null"/> if none were looked at.</summary>
    public long? Affected { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Template}({Line},{Column}): {(Severity == TemplateSeverity.Error ? "error" : "warning")} {Code}: {Message}{(Hint is null ? "" : " " + Hint)}";
}
