using System.Text.Json;

namespace Outreach.Templating.Tests;

/// <summary>Turns JSON into the values that a host would hand over.</summary>
internal static class JsonModel
{
    public static TemplateData ToData(JsonElement model)
    {
        var schema = new TemplateSchema(model.EnumerateObject().Select(property =>
            new TemplateField { Path = property.Name, Type = TemplateFieldType.Any }));
        var data = schema.CreateData();
        foreach (var property in model.EnumerateObject())
        {
            data.Set(property.Name, ToValue(property.Value));
        }

        return data;
    }

    public static TemplateValue ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.Array => element.EnumerateArray().Select(ToValue).ToArray(),
        JsonValueKind.Object => TemplateValue.FromMap(element.EnumerateObject().ToDictionary(item => item.Name, item => ToValue(item.Value), StringComparer.Ordinal)),
        _ => default,
    };
}
