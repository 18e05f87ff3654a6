using System.Collections.Frozen;

namespace Outreach;

/// <summary>The fields that templates may use. Each has a slot, so that rendering needs no names. Immutable.</summary>
public sealed class TemplateSchema
{
    private readonly FrozenDictionary<string, int> _slots;

    /// <summary>Initializes a schema.</summary>
    /// <param name="fields">The fields; a field's position is its slot.</param>
    /// <exception cref="ArgumentException">A path is empty, occurs twice, or is the beginning of another.</exception>
    public TemplateSchema(IEnumerable<TemplateField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        TemplateField[] all = [.. fields];
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < all.Length; i++)
        {
            if (string.IsNullOrEmpty(all[i].Path) || !slots.TryAdd(all[i].Path, i))
            {
                throw new ArgumentException($"The path '{all[i].Path}' is empty or occurs twice.", nameof(fields));
            }
        }

        foreach (var field in all)
        {
            for (var dot = field.Path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = field.Path.IndexOf('.', dot + 1))
            {
                if (slots.ContainsKey(field.Path[..dot]))
                {
                    throw new ArgumentException($"The path '{field.Path[..dot]}' is the beginning of '{field.Path}'.", nameof(fields));
                }
            }
        }

        Fields = all;
        _slots = slots.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Gets the fields; a field's position is its slot.</summary>
    public IReadOnlyList<TemplateField> Fields { get; }

    /// <summary>Finds the slot of a field.</summary>
    /// <param name="path">The path; upper and lower case differ.</param>
    /// <returns>The slot, or -1.</returns>
    public int IndexOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _slots.TryGetValue(path, out var slot) ? slot : -1;
    }

    /// <summary>Makes an empty set of values for this schema.</summary>
    /// <returns>Values that are all null; meant to be reused.</returns>
    public TemplateData CreateData() => new(this);
}
