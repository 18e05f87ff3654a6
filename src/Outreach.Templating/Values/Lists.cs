using System.Numerics;

namespace Outreach.Templating;

/// <summary>Lists of any origin: made by a template, handed over by the host, ranges.</summary>
internal static class Lists
{
    public static bool IsList(in Value value) => value.Kind is ValueKind.Array or ValueKind.Range;

    public static long LongCount(in Value list) => list.Reference switch
    {
        ScriptArray array => array.Count,
        TemplateValue[] host => host.Length,
        IReadOnlyList<TemplateValue> host => host.Count,
        ScriptRange range => range.Count > long.MaxValue ? long.MaxValue : (long)range.Count,
        _ => 0,
    };

    /// <summary>The number of elements, if all of them may be looked at.</summary>
    public static int Count(RenderContext context, in Value list, Node node)
    {
        var count = LongCount(list);
        return count <= context.Limits.MaxLoop
            ? (int)count
            : throw RenderContext.Fault("limit-loop", node, $"The list has more than {context.Limits.MaxLoop} elements.");
    }

    public static Value At(in Value list, long index) => list.Reference switch
    {
        ScriptArray array => array[(int)index],
        TemplateValue[] host => Value.From(host[(int)index]),
        IReadOnlyList<TemplateValue> host => Value.From(host[(int)index]),
        _ => ((ScriptRange)list.Reference!).At(index),
    };

    /// <summary>What a loop goes through: a list, the pairs of an object, the characters of a text, or the one value.</summary>
    public static Value ToIterable(RenderContext context, in Value value, Node node)
    {
        if (IsList(value))
        {
            return value;
        }

        ScriptArray items = [];
        if (Members.AsObject(value) is { } map)
        {
            foreach (var name in map.Names)
            {
                context.Charge(256);
                map.TryGet(name, out var member);
                var pair = new ScriptMap();
                pair.TrySet("key", name);
                pair.TrySet("value", member);
                items.Add(pair);
            }

            return items;
        }

        if (value.Kind == ValueKind.Text)
        {
            var text = context.ToText(value);
            context.Charge(text.Length * 56L);
            items.AddRange(text.Select(c => (Value)c.ToString()));
            return items;
        }

        throw RenderContext.Fault("type", node, $"A value of kind {value.KindName()} can't be looped over.");
    }

    /// <summary>A new list with the same elements. Null gives an empty list, anything else but a list the list of itself.</summary>
    public static ScriptArray Copy(RenderContext context, in Value value, Node node)
    {
        if (value.IsNull)
        {
            return [];
        }

        if (!IsList(value))
        {
            return value.Kind is ValueKind.Object ? Copy(context, ToIterable(context, value, node), node) : [value];
        }

        var count = Count(context, value, node);
        context.Charge(64 + (count * 24L));
        var copy = new ScriptArray(count);
        for (var i = 0; i < count; i++)
        {
            copy.Add(At(value, i));
        }

        return copy;
    }

    /// <summary>Sets an element. A list grows up to the position, within the limit.</summary>
    public static void Put(RenderContext context, ScriptArray array, long index, in Value value, Node node)
    {
        array.BeforeChange();
        index = index < 0 ? index + array.Count : index;
        if (index < 0 || index >= context.Limits.MaxLoop)
        {
            throw RenderContext.Fault("limit-loop", node, $"The position {index} is outside of what a list may hold (0 to {context.Limits.MaxLoop - 1}).");
        }

        if (index >= array.Count)
        {
            context.Charge((index + 1 - array.Count) * 24);
        }

        while (array.Count <= index)
        {
            array.Add(default);
        }

        array[(int)index] = value;
    }

    public static BigInteger BigCount(in Value list) => list.Reference is ScriptRange range ? range.Count : LongCount(list);
}
