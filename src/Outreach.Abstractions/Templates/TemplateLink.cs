namespace Outreach;

/// <summary>A link of an HTML template that can be tracked.</summary>
public sealed record TemplateLink
{
    /// <summary>Gets the position in <see cref="ICompiledTemplate.Links"/>, in the order of the template.</summary>
    public required int Index { get; init; }

    /// <summary>Gets the URL if it is the same for all recipients, otherwise <see langword="null"/>.</summary>
    public string? Url { get; init; }

    /// <summary>Gets the line of the link, from 1.</summary>
    public int Line { get; init; }
}
