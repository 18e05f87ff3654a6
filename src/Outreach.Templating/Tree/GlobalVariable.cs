namespace Outreach.Templating;

internal sealed class GlobalVariable(string name, int id) : PathExpression
{
    public string Name => name;

    public int Id => id;

    public override Value Resolve(RenderContext context) => context.Get(this);

    public override void Assign(RenderContext context, in Value value) => context.Set(name, id, value, this);
}
