namespace Outreach.Templating;

/// <summary><c>a[b]</c>.</summary>
internal sealed class IndexAccess(Expression target, Expression index) : PathExpression
{
    public Expression Target => target;

    public Expression Index => index;

    public override IEnumerable<Node> Children => [target, index];

    public override Value Resolve(RenderContext context)
    {
        var owner = target.Evaluate(context);
        if (owner.IsNull)
        {
            throw RenderContext.Fault("null-access", target, $"`{context.TextOf(target)}` is null, so it has no elements.");
        }

        var key = index.Evaluate(context);
        if (key.IsNull)
        {
            throw RenderContext.Fault("null-access", index, $"The index `{context.TextOf(index)}` is null.");
        }

        return Members.At(context, owner, key, this);
    }

    public override void Assign(RenderContext context, in Value value)
    {
        var owner = target.Evaluate(context);
        var key = index.Evaluate(context);
        switch (owner.Reference)
        {
            case ScriptArray array when key.Kind != ValueKind.Text:
                Lists.Put(context, array, Numbers.ToInt(context, key, index), value, this);
                break;
            case ScriptArray array:
                context.SetMember(array.OwnMembers(), context.ToText(key), value, this);
                break;
            case ScriptObject map when !key.IsNull:
                context.SetMember(map, context.ToText(key), value, this);
                break;
            default:
                throw RenderContext.Fault(owner.IsNull ? "null-access" : "read-only", this, $"`{context.TextOf(target)}` can't be changed.");
        }
    }
}
