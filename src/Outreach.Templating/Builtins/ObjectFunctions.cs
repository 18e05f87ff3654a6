using System.Text;
using System.Text.Json;

namespace Outreach.Templating;

/// <summary>The functions of <c>object</c>.</summary>
internal static class ObjectFunctions
{
    private const int DeepestJson = 20;

    public static BuiltinObject Create() => Builtins.Object(
        "object",
        ("default", "value:a default:a", static a => a.IsNull(0) || (a[0].Kind == ValueKind.Text && a.Text(0).IsEmpty) ? a[1] : a[0]),
        ("eval", "value:a", static a => Eval(a, script: true)),
        ("eval_template", "value:a", static a => Eval(a, script: false)),
        ("format", "value:a format:s culture:s?", static a => MathFunctions.Format(a)),
        ("from_json", "json:s", static a => FromJson(a)),
        ("has_key", "value:o key:s", static a => Has(a, out _)),
        ("has_value", "value:o key:s", static a => Has(a, out var member) && !member.IsNull),
        ("keys", "value:o", static a => Names(a, static (_, name) => name)),
        ("kind", "value:a", static a => a[0].KindName()),
        ("size", "value:a", static a => Size(a)),
        ("to_json", "value:a", static a => ToJson(a)),
        ("typeof", "value:a", static a => TypeOf(a[0])),
        ("values", "value:o", static a => Names(a, static (map, name) => map.TryGet(name, out var value) ? value : default)));

    private static bool Has(Arguments a, out Value member)
    {
        member = default;
        return Members.AsObject(a[0]) is { } map && !a.IsNull(1) && map.TryGet(a.String(1), out member);
    }

    private static Value Names(Arguments a, Func<ScriptObject, string, Value> selector)
    {
        var result = Lists.Make(a.Context, 0);
        if (Members.AsObject(a[0]) is { } map)
        {
            foreach (var name in map.Names)
            {
                Lists.Add(a.Context, result, selector(map, name));
            }
        }

        return result;
    }

    private static Value Size(Arguments a) => a[0].Kind switch
    {
        ValueKind.Text => a.Text(0).Length,
        ValueKind.Array or ValueKind.Range => Value.FromBig(Lists.BigCount(a[0])),
        ValueKind.Object => Members.AsObject(a[0])!.Count,
        _ => 0,
    };

    private static string? TypeOf(in Value value) => value.Kind switch
    {
        ValueKind.Unset or ValueKind.Null => null,
        ValueKind.Boolean => "boolean",
        ValueKind.Text => "string",
        ValueKind.Array => "array",
        ValueKind.Range => "iterator",
        _ => value.IsNumber ? "number" : "object",
    };

    private static Value Eval(Arguments a, bool script)
    {
        var context = a.Context;
        if (a[0].Reference is Function function)
        {
            return function.Invoke(context, a.Call, [], null);
        }

        if (a[0].Kind != ValueKind.Text)
        {
            return a[0];
        }

        var text = a.String(0);
        context.Enter(a.Call);
        context.ChargeWork(text.Length);
        context.Charge(1024 + (text.Length * 192L));
        context.UseOwnSymbols();
        var program = context.Template.CompileInner(text, script ? "object.eval" : "object.eval_template", script, context.Symbols, out var error);
        if (program is null)
        {
            throw a.Fault("eval", $"The text can't be evaluated: {error}");
        }

        var result = program.Run(context, asValue: script);
        context.Leave();
        return result;
    }

    private static Value FromJson(Arguments a)
    {
        if (a.IsNull(0))
        {
            return default;
        }

        // Three characters may be enough for an object and its place in a list.
        a.Context.Charge(a.Text(0).Length * 96L);
        try
        {
            using var document = JsonDocument.Parse(a.String(0), new JsonDocumentOptions { MaxDepth = DeepestJson });
            return FromJson(document.RootElement);
        }
        catch (JsonException)
        {
            throw a.Fault("type", "The text is not JSON.");
        }
    }

    private static Value FromJson(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.True or JsonValueKind.False:
                return element.GetBoolean();
            case JsonValueKind.Number:
                return element.TryGetInt64(out var whole) ? whole : Value.FromReal(element.GetDouble());
            case JsonValueKind.Array:
                return new ScriptArray(element.EnumerateArray().Select(FromJson));
            case JsonValueKind.Object:
                var map = new ScriptMap();
                foreach (var property in element.EnumerateObject())
                {
                    map.TrySet(property.Name, FromJson(property.Value));
                }

                return map;
            default:
                return default;
        }
    }

    private static Value ToJson(Arguments a)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            WriteJson(writer, a, a[0], 0);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Counts characters before they are written: each may become six, and the buffers that they go through grow by doubling.</summary>
    private static void ChargeJson(Arguments a, int length) => a.Context.Charge(length * 36L);

    private static void WriteJson(Utf8JsonWriter writer, Arguments a, in Value value, int depth)
    {
        if (depth > DeepestJson)
        {
            throw a.Fault("limit-depth", $"The value is nested deeper than {DeepestJson} levels, or contains itself.");
        }

        ChargeJson(a, 16);
        switch (value.Kind)
        {
            case ValueKind.Unset or ValueKind.Null or ValueKind.Function:
                writer.WriteNullValue();
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(value.Bits != 0);
                break;
            case ValueKind.Whole:
                writer.WriteNumberValue(value.Bits);
                break;
            case ValueKind.Real or ValueKind.Single when double.IsFinite(value.Real):
                writer.WriteNumberValue(value.Real);
                break;
            case ValueKind.Exact:
                writer.WriteNumberValue(value.Exact);
                break;
            case ValueKind.Date:
                writer.WriteStringValue(value.Date);
                break;
            case ValueKind.Array or ValueKind.Range:
                writer.WriteStartArray();
                var count = Lists.Count(a.Context, value, a.Call);
                a.Context.ChargeWork(count);
                Lists.ChargeElements(a.Context, value, count);
                for (var i = 0; i < count; i++)
                {
                    WriteJson(writer, a, Lists.At(value, i), depth + 1);
                }

                writer.WriteEndArray();
                break;
            case ValueKind.Object:
                var map = Members.AsObject(value)!;
                writer.WriteStartObject();
                foreach (var name in map.Names)
                {
                    map.TryGet(name, out var member);
                    if (member.Kind != ValueKind.Function)
                    {
                        ChargeJson(a, name.Length);
                        writer.WritePropertyName(name);
                        WriteJson(writer, a, member, depth + 1);
                    }
                }

                writer.WriteEndObject();
                break;
            default:
                var text = a.Context.Text(value);
                ChargeJson(a, text.Length);
                writer.WriteStringValue(text);
                break;
        }
    }
}
