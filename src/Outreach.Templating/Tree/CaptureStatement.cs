namespace Outreach.Templating;

internal sealed class CaptureStatement(PathExpression target, Statement body) : Statement
{
    public PathExpression Target => target;

    public Statement Body => body;

    public override IEnumerable<Node> Children => [target, body];

    public override Flow Execute(RenderContext context)
    {
        context.Step(this);
        var capture = new Capture(context);
        var flow = body.Execute(context);
        target.Assign(context, capture.End());
        return flow;
    }
}
