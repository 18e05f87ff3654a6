namespace Outreach.Templating;

internal sealed class ObjectInitializer(IReadOnlyList<KeyValuePair<string, Expression>> members) : Expression
{
    public override IEnumerable<Node> Children => members.Select(member => member.Value);

    public override Value Evaluate(RenderContext context)
    {
        context.Charge(128 + (members.Count * 64L));
        var map = new ScriptMap();
        foreach (var (name, expression) in members)
        {
            var value = expression.Evaluate(context);
            map.TrySet(name, value.Kind == ValueKind.Unset ? Value.Null : value);
        }

        return map;
    }
}
