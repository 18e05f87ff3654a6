namespace Outreach.Templating;

internal sealed class LocalVariable(string name, int id) : PathExpression
{
    public string Name => name;

    public int Id => id;

    public override Value Resolve(RenderContext context) => context.Frame.Get(id);

    public override void Assign(RenderContext context, in Value value)
    {
        if (context.IsLocked(id))
        {
            throw RenderContext.Fault("read-only", this, $"The variable `{name}` is read-only.");
        }

        context.Charge(32);
        context.Frame.Set(id, value);
    }
}
