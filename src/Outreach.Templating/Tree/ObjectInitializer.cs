namespace Outreach.Templating;

internal sealed class ObjectInitializer(KeyValuePair<string, Expression>[] members) : Expression
{
    private readonly ScriptMap? _shared = Share(members);

    public override Value? Constant => _shared is null ? default(Value?) : (Value)_shared;

    public override IEnumerable<Node> Children => members.Select(member => member.Value);

    public override Value Evaluate(RenderContext context)
    {
        if (_shared is not null && context.SharesLiterals)
        {
            return _shared;
        }

        context.Charge(128 + (members.Length * 160L));
        var map = new ScriptMap();
        foreach (var (name, expression) in members)
        {
            map.TrySet(name, OrNull(expression.Evaluate(context)));
        }

        return map;
    }

    private static Value OrNull(in Value value) => value.Kind == ValueKind.Unset ? Value.Null : value;

    private static ScriptMap? Share(KeyValuePair<string, Expression>[] members)
    {
        var map = new ScriptMap();
        foreach (var (name, expression) in members)
        {
            if (expression.Constant is not { } value)
            {
                return null;
            }

            map.TrySet(name, OrNull(value));
        }

        map.IsShared = true;
        return map;
    }
}
