namespace Outreach.Templating;

internal sealed class ReadonlyStatement(PathExpression target) : Statement
{
    public override IEnumerable<Node> Children => [target];

    public override Flow Execute(RenderContext context)
    {
        switch (target)
        {
            case GlobalVariable global when context.Scope is { } scope:
                scope.Lock(global.Name);
                break;
            case GlobalVariable global:
                context.LockGlobal(global.Id);
                break;
            case LocalVariable local:
                context.LockGlobal(local.Id);
                break;
            default:
                throw RenderContext.Fault("syntax", target, "Only a variable can be made read-only.");
        }

        return Flow.Next;
    }
}
