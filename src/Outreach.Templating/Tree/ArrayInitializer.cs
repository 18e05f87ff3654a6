namespace Outreach.Templating;

internal sealed class ArrayInitializer(IReadOnlyList<Expression> items) : Expression
{
    public IReadOnlyList<Expression> Items => items;

    public override IEnumerable<Node> Children => items;

    public override Value Evaluate(RenderContext context)
    {
        context.Charge(48 + (items.Count * 24L));
        var array = new ScriptArray(items.Count);
        foreach (var item in items)
        {
            array.Add(item.Evaluate(context));
        }

        return array;
    }
}
