namespace Outreach.Templating;

/// <summary>What is known about the type of an expression before it is evaluated.</summary>
internal static class StaticTypes
{
    /// <summary>Functions whose result is never empty because their argument is.</summary>
    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal)
    {
        "string.size", "string.empty", "string.whitespace", "string.contains", "string.starts_with", "string.ends_with", "string.equals_ignore_case",
        "string.index_of", "string.pluralize", "string.split", "string.md5", "string.sha1", "string.sha256", "string.sha512", "string.hmac_sha1",
        "string.hmac_sha256", "string.hmac_sha512", "math.is_number", "object.size", "object.to_json", "object.kind", "object.typeof",
    };

    public static TemplateFieldType Of(Expression expression, TemplateSchema schema) => expression switch
    {
        FieldAccess field => schema.Fields[field.Slot].Type,
        NestedExpression nested => Of(nested.Inner, schema),
        InterpolatedString => TemplateFieldType.Text,
        ArrayInitializer => TemplateFieldType.List,
        Literal literal => Of(literal.Value),
        _ => TemplateFieldType.Any,
    };

    /// <summary>Whether a function hands the emptiness of its first argument on.</summary>
    public static bool HandsOn(Builtin function) =>
        !Telling.Contains(function.Name) && function.Parameters.Count > 0 && !function.Name.StartsWith("array.", StringComparison.Ordinal);

    /// <summary>What is wrong with an argument: a sure failure, a possible one, or nothing.</summary>
    public static TemplateSeverity? Misfit(ParameterKind parameter, Expression argument, TemplateSchema schema)
    {
        var type = Of(argument, schema);
        if (type == TemplateFieldType.Any || argument is Literal { Value.IsNull: true })
        {
            return null;
        }

        return parameter switch
        {
            ParameterKind.Number when type == TemplateFieldType.Text => argument is Literal { Value.Reference: string text }
                ? double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) ? null : TemplateSeverity.Error
                : TemplateSeverity.Warning,
            ParameterKind.Number when type is TemplateFieldType.Date or TemplateFieldType.List => TemplateSeverity.Error,
            ParameterKind.Date when type != TemplateFieldType.Date => TemplateSeverity.Error,
            ParameterKind.List when type is not (TemplateFieldType.List or TemplateFieldType.Text) => TemplateSeverity.Warning,
            ParameterKind.List when type == TemplateFieldType.Text => TemplateSeverity.Warning,
            ParameterKind.Text when type == TemplateFieldType.List => TemplateSeverity.Warning,
            ParameterKind.Function => TemplateSeverity.Error,
            _ => null,
        };
    }

    private static TemplateFieldType Of(Value value) => value.Kind switch
    {
        ValueKind.Text => TemplateFieldType.Text,
        ValueKind.Boolean => TemplateFieldType.Boolean,
        _ => value.IsNumber ? TemplateFieldType.Number : TemplateFieldType.Any,
    };
}
