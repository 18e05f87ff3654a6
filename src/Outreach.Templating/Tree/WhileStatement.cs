namespace Outreach.Templating;

internal sealed class WhileStatement(Expression condition, Statement body) : Statement
{
    public Expression Condition => condition;

    public Statement Body => body;

    public override IEnumerable<Node> Children => [condition, body];

    public override Flow Execute(RenderContext context)
    {
        RenderContext.CheckStack(this);
        var loop = context.PushLoop(-1);
        var flow = Flow.Next;
        for (var i = 0; flow is Flow.Next or Flow.Continue; i++)
        {
            context.Step(this);
            if (!condition.Evaluate(context).IsTrue)
            {
                break;
            }

            if (i >= context.Limits.MaxLoop)
            {
                throw RenderContext.Fault("limit-loop", this, $"The loop goes round more than {context.Limits.MaxLoop} times.");
            }

            loop.Index = i;
            flow = body.Execute(context);
        }

        context.PopLoop(loop);
        return flow == Flow.Return ? flow : Flow.Next;
    }
}
