namespace Outreach.Templating;

/// <summary>
/// Says which members of a C# type templates may use. The members are given as delegates, so that the compiler checks them, nothing is reflected at run
/// time, and nothing else of the type can be reached.
/// </summary>
/// <typeparam name="TModel">The type.</typeparam>
public sealed class TemplateModel<TModel>
{
    private readonly List<TemplateField> _fields = [];
    private readonly List<Func<TModel, TemplateValue>> _getters = [];
    private TemplateSchema? _schema;

    /// <summary>Gets the schema of the members. The model can't be changed afterwards.</summary>
    public TemplateSchema Schema => _schema ??= new TemplateSchema(_fields);

    /// <summary>Adds a text.</summary>
    /// <param name="path">The path in templates, for example <c>order.number</c>.</param>
    /// <param name="value">Reads it.</param>
    /// <returns>The model, for chaining.</returns>
    public TemplateModel<TModel> Text(string path, Func<TModel, string> value) => Add(path, TemplateFieldType.Text, false, model => value(model));

    /// <summary>Adds a text that may be missing, so that templates need a fallback.</summary>
    /// <param name="path">The path in templates.</param>
    /// <param name="value">Reads it.</param>
    /// <returns>The model, for chaining.</returns>
    public TemplateModel<TModel> OptionalText(string path, Func<TModel, string?> value) => Add(path, TemplateFieldType.Text, true, model => value(model));

    /// <summary>Adds a whole number.</summary>
    /// <param name="path">The path in templates.</param>
    /// <param name="value">Reads it.</param>
    /// <returns>The model, for chaining.</returns>
    public TemplateModel<TModel> Number(string path, Func<TModel, long> value) => Add(path, TemplateFieldType.Number, false, model => value(model));

    /// <summary>Adds a decimal number, for example a price.</summary>
    /// <param name="path">The path in templates.</param>
    /// <param name="value">Reads it.</param>
    /// <returns>The model, for chaining.</returns>
    public TemplateModel<TModel> Number(string path, Func<TModel, decimal> value) => Add(path, TemplateFieldType.Number, false, model => value(model));

    /// <summary>Adds a date.</summary>
    /// <param name="path">The path in templates.</param>
    /// <param name="value">Reads it.</param>
    /// <returns>The model, for chaining.</returns>
    public TemplateModel<TModel> Date(string path, Func<TModel, DateTimeOffset> value) => Add(path, TemplateFieldType.Date, false, model => value(model));

    /// <summary>Adds something that is true or false.</summary>
    /// <param name="path">The path in templates.</param>
    /// <param name="value">Reads it.</param>
    /// <returns>The model, for chaining.</returns>
    public TemplateModel<TModel> Flag(string path, Func<TModel, bool> value) => Add(path, TemplateFieldType.Boolean, false, model => value(model));

    /// <summary>Adds a list of records.</summary>
    /// <typeparam name="TItem">The type of its elements.</typeparam>
    /// <param name="path">The path in templates.</param>
    /// <param name="value">Reads it.</param>
    /// <param name="item">The members of an element that templates may use.</param>
    /// <returns>The model, for chaining.</returns>
    public TemplateModel<TModel> List<TItem>(string path, Func<TModel, IEnumerable<TItem>> value, TemplateModel<TItem> item)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(item);
        return Add(
            path,
            TemplateFieldType.List,
            false,
            model => value(model).Select(element => (TemplateValue)item.ToData(element)).ToArray(),
            item.Schema);
    }

    /// <summary>Copies the members of an object into values for templates.</summary>
    /// <param name="model">The object.</param>
    /// <param name="data">Values of <see cref="Schema"/>; those there are overwritten.</param>
    public void Fill(TModel model, TemplateData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        for (var slot = 0; slot < _getters.Count; slot++)
        {
            data.Set(slot, _getters[slot](model));
        }
    }

    private TemplateData ToData(TModel model)
    {
        var data = Schema.CreateData();
        Fill(model, data);
        return data;
    }

    private TemplateModel<TModel> Add(string path, TemplateFieldType type, bool canBeEmpty, Func<TModel, TemplateValue> getter, TemplateSchema? items = null)
    {
        if (_schema is not null)
        {
            throw new InvalidOperationException("The schema is in use already, so the model can't be changed any more.");
        }

        _fields.Add(new TemplateField { Path = path, Type = type, CanBeEmpty = canBeEmpty, Items = items });
        _getters.Add(getter);
        return this;
    }
}
