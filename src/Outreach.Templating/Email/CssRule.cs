namespace Outreach.Templating;

/// <summary>A rule of a style sheet.</summary>
/// <param name="Selector">Its selectors, or the beginning of an at-rule.</param>
/// <param name="Body">What stands in its braces.</param>
/// <param name="Text">All of it, as it was written.</param>
internal sealed record CssRule(string Selector, string Body, string Text);
