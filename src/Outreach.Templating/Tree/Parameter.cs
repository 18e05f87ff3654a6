namespace Outreach.Templating;

/// <summary>A parameter of a function that a template defines.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">What it is if it is not given, or null.</param>
/// <param name="IsRest">Whether it takes all arguments that are left.</param>
internal sealed record Parameter(string Name, Literal? Default, bool IsRest);
