namespace Outreach.Templating;

/// <summary>The variables of a template as an object: <c>this</c>.</summary>
internal sealed class GlobalsView(RenderContext context, Node node) : ScriptObject
{
    public override IEnumerable<string> Names => context.GlobalNames();

    public override int Count => context.GlobalNames().Count();

    public override bool TryGet(string name, out Value value)
    {
        if (!context.TryGetGlobal(name, out value))
        {
            value = context.Outside(name);
        }

        return !value.IsNull;
    }

    public override bool TrySet(string name, in Value value)
    {
        context.SetGlobal(name, context.Intern(name), value, node);
        return true;
    }
}
