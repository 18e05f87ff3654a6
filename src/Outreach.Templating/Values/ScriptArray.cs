namespace Outreach.Templating;

/// <summary>A list that a template made. It may carry members besides its elements.</summary>
internal sealed class ScriptArray : List<Value>
{
    public ScriptArray()
    {
    }

    public ScriptArray(int capacity)
        : base(capacity)
    {
    }

    public ScriptArray(IEnumerable<Value> values)
        : base(values)
    {
    }

    public ScriptMap? Members { get; set; }
}
