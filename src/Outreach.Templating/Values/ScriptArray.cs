namespace Outreach.Templating;

/// <summary>A list that a template made. It may carry members besides its elements.</summary>
/// <remarks>Whoever changes a list that a template can get at calls <see cref="BeforeChange"/> first.</remarks>
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

    /// <summary>Gets whether the list belongs to the template, not to one render (see <see cref="SharedLiteralException"/>).</summary>
    public bool IsShared { get; init; }

    public void BeforeChange()
    {
        if (IsShared)
        {
            throw new SharedLiteralException();
        }
    }

    /// <summary>The members, made if there are none yet.</summary>
    public ScriptMap OwnMembers()
    {
        BeforeChange();
        return Members ??= new ScriptMap();
    }
}
