namespace Outreach.Templating;

/// <summary>Something that can be called.</summary>
internal abstract class Function
{
    public abstract string Name { get; }

    /// <summary>Calls the function.</summary>
    /// <param name="context">The render.</param>
    /// <param name="call">The call, for positions.</param>
    /// <param name="arguments">The arguments in their order.</param>
    /// <param name="named">The named arguments, or <see langword="null"/>.</param>
    public abstract Value Invoke(RenderContext context, Node call, ReadOnlySpan<Value> arguments, ScriptMap? named);
}
