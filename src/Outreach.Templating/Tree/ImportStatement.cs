namespace Outreach.Templating;

/// <summary><c>import</c>: the members of an object become variables. Objects of scripts and data views only; there are no others.</summary>
internal sealed class ImportStatement(Expression source) : Statement
{
    public override IEnumerable<Node> Children => [source];

    public override Flow Execute(RenderContext context)
    {
        context.Step(this);
        var value = source.Evaluate(context);
        if (Members.AsObject(value) is not { } map)
        {
            throw RenderContext.Fault("type", source, $"`{context.TextOf(source)}` is not an object, so it can't be imported.");
        }

        foreach (var name in map.Names.ToList())
        {
            map.TryGet(name, out var member);
            var id = context.Intern(name);
            if (context.Scope is { } scope)
            {
                context.Charge(64);
                scope.TrySet(name, member);
            }
            else if (!context.IsLocked(id))
            {
                context.SetGlobal(name, id, member, this);
            }
        }

        return Flow.Next;
    }
}
