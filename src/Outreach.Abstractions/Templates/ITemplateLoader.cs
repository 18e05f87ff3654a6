namespace Outreach;

/// <summary>Finds the templates that <c>include</c> names. Called while rendering, so it answers from memory.</summary>
public interface ITemplateLoader
{
    /// <summary>Returns the text of a template.</summary>
    /// <param name="name">The name as the template wrote it. It is text of a tenant: never treat it as a path.</param>
    /// <returns>The text, or <see langword="null"/> if there is no such template.</returns>
    string? Load(string name);
}
