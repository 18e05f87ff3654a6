namespace Outreach.Templating;

/// <summary>A piece that has a value.</summary>
internal abstract class Expression : Node
{
    /// <summary>Gets how many expressions are nested in this one, itself included.</summary>
    public int Depth { get; set; } = 1;

    /// <summary>Gets the value if it is the same in every render, otherwise null.</summary>
    public virtual Value? Constant => null;

    public abstract Value Evaluate(RenderContext context);

    /// <summary>Like <see cref="Evaluate"/>, but a text may live in scratch memory. Only for callers that are done with it before they return.</summary>
    public virtual Value EvaluateTransient(RenderContext context) => Evaluate(context);
}
