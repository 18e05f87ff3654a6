namespace Outreach.Templating;

/// <summary>The object whose members are the variables here.</summary>
internal sealed class ThisVariable : PathExpression
{
    public override Value Resolve(RenderContext context) => context.Scope ?? new GlobalsView(context, this);

    public override void Assign(RenderContext context, in Value value) => throw RenderContext.Fault("read-only", this, "`this` can't be replaced.");
}
