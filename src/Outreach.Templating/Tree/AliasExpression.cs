namespace Outreach.Templating;

/// <summary><c>@f</c>: the function itself.</summary>
internal sealed class AliasExpression(Expression inner) : Expression
{
    public override IEnumerable<Node> Children => [inner];

    public override Value Evaluate(RenderContext context) => inner is PathExpression path ? path.Resolve(context) : inner.Evaluate(context);
}
