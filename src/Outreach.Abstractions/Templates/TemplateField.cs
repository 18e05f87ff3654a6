namespace Outreach;

/// <summary>A field that templates may use.</summary>
public sealed record TemplateField
{
    /// <summary>Gets the path, its parts joined by dots, for example <c>contact.first_name</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Gets what the field holds.</summary>
    /// <value>Default: <see cref="TemplateFieldType.Text"/>.</value>
    public TemplateFieldType Type { get; init; }

    /// <summary>Gets whether some recipients may lack it; then using it without a fallback is a finding.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CanBeEmpty { get; init; } = true;

    /// <summary>Gets the fields of the records in a list, or <see langword="null"/> if its elements are not records or not known.</summary>
    public TemplateSchema? Items { get; init; }
}
