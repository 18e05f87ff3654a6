namespace Outreach.Templating;

internal sealed class ArrayInitializer(Expression[] items) : Expression
{
    private readonly ScriptArray? _shared = Share(items);

    public IReadOnlyList<Expression> Items => items;

    public override Value? Constant => _shared is null ? default(Value?) : (Value)_shared;

    public override IEnumerable<Node> Children => items;

    public override Value Evaluate(RenderContext context)
    {
        if (_shared is not null && context.SharesLiterals)
        {
            return _shared;
        }

        var array = Lists.Make(context, items.Length);
        foreach (var item in items)
        {
            array.Add(item.Evaluate(context));
        }

        return array;
    }

    private static ScriptArray? Share(Expression[] items)
    {
        var array = new ScriptArray(items.Length) { IsShared = true };
        foreach (var item in items)
        {
            if (item.Constant is not { } value)
            {
                return null;
            }

            array.Add(value);
        }

        return array;
    }
}
