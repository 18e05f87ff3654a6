namespace Outreach.Templating;

/// <summary>An expression that names a place: a variable, a member, an element.</summary>
internal abstract class PathExpression : Expression
{
    /// <summary>The value in the place. A function is not called.</summary>
    public abstract Value Resolve(RenderContext context);

    public abstract void Assign(RenderContext context, in Value value);

    public override Value Evaluate(RenderContext context)
    {
        var value = Resolve(context);
        return value.Kind == ValueKind.Function ? ((Function)value.Reference!).Invoke(context, this, [], null) : value;
    }
}
