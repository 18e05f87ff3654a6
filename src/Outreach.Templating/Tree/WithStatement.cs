namespace Outreach.Templating;

internal sealed class WithStatement(Expression target, Statement body) : Statement
{
    public Statement Body => body;

    public override IEnumerable<Node> Children => [target, body];

    public override Flow Execute(RenderContext context)
    {
        context.Step(this);
        RenderContext.CheckStack(this);
        var value = target.Evaluate(context);
        if (Members.AsObject(value) is not { } map)
        {
            throw RenderContext.Fault("type", target, $"`{context.TextOf(target)}` is {value.KindName() ?? "null"}, but `with` needs an object.");
        }

        context.PushScope(map);
        var flow = body.Execute(context);
        context.PopScope();
        return flow;
    }
}
