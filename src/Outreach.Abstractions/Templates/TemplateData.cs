namespace Outreach;

/// <summary>
/// The values for one recipient (or one record of a list), by slot. Made once and filled again for each message; not safe for use by several threads.
/// Templates can read it, never change it.
/// </summary>
public sealed class TemplateData
{
    private readonly TemplateValue[] _values;

    internal TemplateData(TemplateSchema schema)
    {
        Schema = schema;
        _values = new TemplateValue[schema.Fields.Count];
    }

    /// <summary>Gets the schema that gives each slot its meaning.</summary>
    public TemplateSchema Schema { get; }

    /// <summary>Gets the value in a slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such slot.</exception>
    public ref readonly TemplateValue this[int slot] => ref _values[slot];

    /// <summary>Puts a value into a slot. An empty text is stored as null, so that fallbacks apply to it.</summary>
    /// <param name="slot">The slot (<see cref="TemplateSchema.IndexOf"/>).</param>
    /// <param name="value">The value.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such slot.</exception>
    public void Set(int slot, TemplateValue value) => _values[slot] = value is { Kind: TemplateValueKind.Text, Text.Length: 0 } ? default : value;

    /// <summary>Puts a value into the slot of a field. An empty text is stored as null, so that fallbacks apply to it.</summary>
    /// <param name="path">The field's path.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The schema has no such field.</exception>
    public void Set(string path, TemplateValue value)
    {
        var slot = Schema.IndexOf(path);
        if (slot < 0)
        {
            throw new ArgumentException($"The schema has no field '{path}'.", nameof(path));
        }

        Set(slot, value);
    }

    /// <summary>Sets all values to null.</summary>
    public void Clear() => Array.Clear(_values);
}
