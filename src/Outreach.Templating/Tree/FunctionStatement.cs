namespace Outreach.Templating;

/// <summary><c>func</c> and <c>f(x) = ...</c>.</summary>
internal sealed class FunctionStatement(PathExpression target, UserFunction function) : Statement
{
    public PathExpression Target => target;

    public UserFunction Function => function;

    public override IEnumerable<Node> Children => [function.Body];

    public override Flow Execute(RenderContext context)
    {
        target.Assign(context, function);
        return Flow.Next;
    }
}
