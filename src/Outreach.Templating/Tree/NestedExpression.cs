namespace Outreach.Templating;

/// <summary>An expression in parentheses.</summary>
internal sealed class NestedExpression(Expression inner) : Expression
{
    public Expression Inner => inner;

    public override IEnumerable<Node> Children => [inner];

    public override Value? Constant => inner.Constant;

    public override Value Evaluate(RenderContext context) => inner.Evaluate(context);

    public override Value EvaluateTransient(RenderContext context) => inner.EvaluateTransient(context);
}
