namespace Outreach.Templating;

internal sealed class ConditionalExpression(Expression condition, Expression whenTrue, Expression whenFalse) : Expression
{
    public Expression Condition => condition;

    public Expression WhenTrue => whenTrue;

    public Expression WhenFalse => whenFalse;

    public override IEnumerable<Node> Children => [condition, whenTrue, whenFalse];

    public override Value Evaluate(RenderContext context) =>
        condition.Evaluate(context).IsTrue ? whenTrue.Evaluate(context) : whenFalse.Evaluate(context);

    public override Value EvaluateTransient(RenderContext context) =>
        condition.Evaluate(context).IsTrue ? whenTrue.EvaluateTransient(context) : whenFalse.EvaluateTransient(context);
}
