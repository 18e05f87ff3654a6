namespace Outreach.Templating;

/// <summary>Finds the fields of the schema that a template reads.</summary>
internal sealed class FieldCollector(TemplateSchema schema)
{
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Collect(Node node)
    {
        Visit(node);
        return _fields;
    }

    private void Visit(Node node)
    {
        if (node is FieldAccess field)
        {
            _fields.Add(field.Path);
        }
        else if (node is GlobalVariable variable)
        {
            // An object as a whole: all of its fields may be read.
            var prefix = variable.Name + ".";
            _fields.UnionWith(schema.Fields.Select(item => item.Path).Where(path => path.StartsWith(prefix, StringComparison.Ordinal)));
        }

        foreach (var child in node.Children)
        {
            Visit(child);
        }
    }
}
