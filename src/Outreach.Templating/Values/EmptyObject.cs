namespace Outreach.Templating;

/// <summary>The value of <c>empty</c>: equal to everything that is empty.</summary>
internal sealed class EmptyObject : ScriptObject
{
    public override IEnumerable<string> Names => [];

    public override int Count => 0;

    public override bool TryGet(string name, out Value value)
    {
        value = default;
        return false;
    }
}
