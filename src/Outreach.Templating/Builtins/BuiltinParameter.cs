namespace Outreach.Templating;

/// <summary>A parameter of a built-in function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it expects.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="IsRest">Whether it takes all arguments that are left.</param>
internal sealed record BuiltinParameter(string Name, ParameterKind Kind, bool IsOptional, bool IsRest);
