namespace Outreach.Templating;

/// <summary>The variable of a loop that runs inside of an opened object: it hides a member of the same name, and takes no others.</summary>
internal sealed class LoopScope(string name) : ScriptObject
{
    private Value _value;

    public override IEnumerable<string> Names => [name];

    public override int Count => 1;

    public override bool TryGet(string name1, out Value value)
    {
        value = _value;
        return name1 == name;
    }

    public override bool TrySet(string name1, in Value value)
    {
        _value = value;
        return true;
    }
}
