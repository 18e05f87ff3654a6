namespace Outreach.Templating;

/// <summary>Everything that templates can use without being handed it.</summary>
internal static class Builtins
{
    public static readonly BuiltinObject Date = DateFunctions.Create();

    public static readonly BuiltinObject Root = new(
    [
        new("array", ListFunctions.Create()),
        new("date", Date),
        new("html", HtmlFunctions.Create()),
        new("math", MathFunctions.Create()),
        new("object", ObjectFunctions.Create()),
        new("regex", RegexFunctions.Create()),
        new("string", TextFunctions.Create()),
        new("timespan", DurationFunctions.Create()),
        new("empty", new EmptyObject()),
        new("include", new IncludeFunction()),
        new("include_join", new Builtin("include_join", "names:l separator:s begin:s? end:s?", IncludeFunction.Join)),
    ]);

    /// <summary>An object of functions.</summary>
    public static BuiltinObject Object(string name, params (string Name, string Parameters, BuiltinBody Body)[] functions) =>
        new(
            functions.Select(item => new KeyValuePair<string, Value>(item.Name, new Builtin($"{name}.{item.Name}", item.Parameters, item.Body))),
            unlisted: "raw");
}
