namespace Outreach.Templating;

/// <summary>A record, or the part of one whose paths begin with the same name, as an object: <c>contact</c> of <c>contact.first_name</c>.</summary>
internal sealed class RecordView(TemplateData data, string prefix) : ScriptObject
{
    public override IEnumerable<string> Names => data.Schema.Fields
        .Where(item => item.Path.StartsWith(prefix, StringComparison.Ordinal))
        .Select(item => item.Path[prefix.Length..])
        .Select(path => path.Contains('.', StringComparison.Ordinal) ? path[..path.IndexOf('.', StringComparison.Ordinal)] : path)
        .Distinct(StringComparer.Ordinal);

    public override int Count => Names.Count();

    public static bool TryGet(TemplateData data, string path, out Value value)
    {
        var slot = data.Schema.IndexOf(path);
        if (slot >= 0)
        {
            value = Value.From(data[slot]);
            return true;
        }

        var inner = path + ".";
        foreach (var field in data.Schema.Fields)
        {
            if (field.Path.StartsWith(inner, StringComparison.Ordinal))
            {
                value = new RecordView(data, inner);
                return true;
            }
        }

        value = default;
        return false;
    }

    public override bool TryGet(string name, out Value value) => TryGet(data, prefix + name, out value);
}
