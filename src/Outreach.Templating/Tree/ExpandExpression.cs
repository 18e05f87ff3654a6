namespace Outreach.Templating;

/// <summary><c>^list</c>: the elements of a list as arguments of a call.</summary>
internal sealed class ExpandExpression(Expression inner) : Expression
{
    public override IEnumerable<Node> Children => [inner];

    public override Value Evaluate(RenderContext context) => inner.Evaluate(context);
}
