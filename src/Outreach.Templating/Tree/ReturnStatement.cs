namespace Outreach.Templating;

internal sealed class ReturnStatement(Expression? value) : Statement
{
    public override IEnumerable<Node> Children => value is null ? [] : [value];

    public override Flow Execute(RenderContext context)
    {
        context.Step(this);
        context.Returned = value is null ? default : value.Evaluate(context);
        return Flow.Return;
    }
}
