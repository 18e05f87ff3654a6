namespace Outreach.Templating;

/// <summary>A declaration: a property and its value.</summary>
/// <param name="Name">The property as it was written.</param>
/// <param name="Value">The value without <c>!important</c>.</param>
/// <param name="IsImportant">Whether it is marked as important.</param>
internal sealed record CssDeclaration(string Name, string Value, bool IsImportant)
{
    public override string ToString() => $"{Name}: {Value}{(IsImportant ? " !important" : "")};";
}
