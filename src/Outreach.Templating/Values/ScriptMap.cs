namespace Outreach.Templating;

/// <summary>An object that a template made.</summary>
internal sealed class ScriptMap : ScriptObject
{
    private readonly OrderedDictionary<string, Value> _values = new(StringComparer.Ordinal);
    private HashSet<string>? _locked;

    public override IEnumerable<string> Names => _values.Keys;

    public override int Count => _values.Count;

    public override bool TryGet(string name, out Value value) => _values.TryGetValue(name, out value);

    public override bool TrySet(string name, in Value value)
    {
        if (_locked is not null && _locked.Contains(name))
        {
            return false;
        }

        _values[name] = value;
        return true;
    }

    public override void Lock(string name) => (_locked ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
}
