namespace Outreach.Templating;

internal sealed class IfStatement(Expression condition, Statement whenTrue, Statement? whenFalse) : Statement
{
    public Expression Condition => condition;

    public Statement WhenTrue => whenTrue;

    public Statement? WhenFalse => whenFalse;

    public override IEnumerable<Node> Children => whenFalse is null ? [condition, whenTrue] : [condition, whenTrue, whenFalse];

    public override Flow Execute(RenderContext context)
    {
        context.Step(this);
        if (condition.Evaluate(context).IsTrue)
        {
            return whenTrue.Execute(context);
        }

        return whenFalse is null ? Flow.Next : whenFalse.Execute(context);
    }
}
