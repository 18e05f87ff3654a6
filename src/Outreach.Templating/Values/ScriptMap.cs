namespace Outreach.Templating;

/// <summary>An object that a template made.</summary>
internal sealed class ScriptMap : ScriptObject
{
    private readonly OrderedDictionary<string, Value> _values = new(StringComparer.Ordinal);
    private HashSet<string>? _locked;

    /// <summary>Gets or sets whether the object belongs to the template, not to one render (see <see cref="SharedLiteralException"/>).</summary>
    public bool IsShared { get; set; }

    public override IEnumerable<string> Names => _values.Keys;

    public override int Count => _values.Count;

    public override bool TryGet(string name, out Value value) => _values.TryGetValue(name, out value);

    public override bool TrySet(string name, in Value value)
    {
        BeforeChange();
        if (_locked is not null && _locked.Contains(name))
        {
            return false;
        }

        _values[name] = value;
        return true;
    }

    public override void Lock(string name)
    {
        BeforeChange();
        (_locked ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
    }

    private void BeforeChange()
    {
        if (IsShared)
        {
            throw new SharedLiteralException();
        }
    }
}
