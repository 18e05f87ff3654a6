namespace Outreach.Templating;

/// <summary>Values by name that the host handed over. Templates can't change them.</summary>
internal sealed class HostMap(IReadOnlyDictionary<string, TemplateValue> values) : ScriptObject
{
    public override IEnumerable<string> Names => values.Keys;

    public override int Count => values.Count;

    public override bool TryGet(string name, out Value value)
    {
        var found = values.TryGetValue(name, out var host);
        value = Value.From(host);
        return found;
    }
}
