namespace Outreach.Templating;

/// <summary>
/// A render is about to change a list or an object that stands in the template as a literal. Literals without variables in them are made once per template
/// and shared by all its renders, since nearly no template changes one; a template that does is rendered again, and from then on with literals of its own for
/// each render. Never leaves the package.
/// </summary>
#pragma warning disable CA1064 // Never leaves the package.
internal sealed class SharedLiteralException : Exception;
#pragma warning restore CA1064
