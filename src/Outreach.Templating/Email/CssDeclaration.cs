namespace Outreach.Templating;

/// <summary>A declaration: a property and its value.</summary>
/// <param name="Name">The property as it was written.</param>
/// <param name="Value">The value without <c>!important</c>.</param>
/// <param name="IsImportant">Whether it is marked as important.</param>
internal sealed record CssDeclaration(string Name, string Value, bool IsImportant)
{
    /// <summary>Writes the declaration for an attribute: double quotes become single ones where that changes nothing, since some mail readers stumble over them.</summary>
    public override string ToString()
    {
        var value = Value.Contains('\'', StringComparison.Ordinal) ? Value : Value.Replace('"', '\'');
        return $"{Name}: {value}{(IsImportant ? " !important" : "")};";
    }
}
