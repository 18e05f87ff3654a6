namespace Outreach.Templating;

/// <summary>A field of the schema, by slot. Falls back to lookup by name where a variable or an opened object may hide it.</summary>
internal sealed class FieldAccess(int slot, int rootId, string path, PathExpression byName) : PathExpression
{
    public int Slot => slot;

    public string Path => path;

    public PathExpression ByName => byName;

    public override Value Resolve(RenderContext context) =>
        context.IsPlain(rootId) ? Value.From(context.Data[slot]) : byName.Resolve(context);

    public override Value Evaluate(RenderContext context) =>
        context.IsPlain(rootId) ? Value.From(context.Data[slot]) : byName.Evaluate(context);

    public override void Assign(RenderContext context, in Value value) => byName.Assign(context, value);
}
