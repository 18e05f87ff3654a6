namespace Outreach.Templating;

/// <summary>An argument of a call.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Name">Its name, or null.</param>
internal sealed record Argument(Expression Value, string? Name = null);
