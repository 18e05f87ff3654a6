namespace Outreach.Templating;

/// <summary>
/// Stops a render that can't go on. It never leaves the package: it becomes a diagnostic. A template that fails is the exception, and checking for a
/// failure after each step would slow down those that don't.
/// </summary>
#pragma warning disable CA1064 // Never leaves the package.
internal sealed class TemplateFault(string code, int start, int end, string message) : Exception(message)
#pragma warning restore CA1064
{
    public string Code => code;

    public int Start => start;

    public int End => end;
}
