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

        if (Members.AsObject(value) is { } map)
        {
            var items = Make(context, map.Count);
            foreach (var name in map.Names)
            {
                context.Charge(320);
                map.TryGet(name, out var member);
                var pair = new ScriptMap();
                pair.TrySet("key", name);
                pair.TrySet("value", member);
                Add(context, items, pair);
            }

            return items;
        }

        if (value.Kind == ValueKind.Text)
        {
            return Characters(context, context.ToText(value));
        }

        throw RenderContext.Fault("type", node, $"A value of kind {value.KindName()} can't be looped over.");
    }

    /// <summary>A new list with room for so many elements, counted towards the memory of the render.</summary>
    public static ScriptArray Make(RenderContext context, int capacity)
    {
        context.Charge(72 + (capacity * 24L));
        return new ScriptArray(capacity);
    }

    /// <summary>Makes room for more elements. A list that grows leaves its old memory behind: all of the new one counts.</summary>
    public static void Reserve(RenderContext context, ScriptArray list, int more)
    {
        var needed = list.Count + more;
        if (needed > list.Capacity)
        {
            var capacity = Math.Max(Math.Max(needed, 4), list.Capacity * 2);
            context.Charge(24 + (capacity * 24L));
            list.Capacity = capacity;
        }
    }

    public static void Add(RenderContext context, ScriptArray list, in Value value)
    {
        Reserve(context, list, 1);
        list.Add(value);
    }

    public static void AddRange(RenderContext context, ScriptArray list, ScriptArray more)
    {
        Reserve(context, list, more.Count);
        list.AddRange(more);
    }

    /// <summary>Each character of a text as a text.</summary>
    public static ScriptArray Characters(RenderContext context, string text)
    {
        context.Charge(text.Length * 24L);
        var items = Make(context, text.Length);
        foreach (var c in text)
        {
            items.Add(c.ToString());
        }

        return items;
    }

    /// <summary>Counts the memory of elements that are made when they are looked at: those of ranges of large numbers.</summary>
    public static void ChargeElements(RenderContext context, in Value list, long count)
    {
        if (list.Reference is ScriptRange range)
        {
            context.Charge(count * range.ElementBytes);
        }
    }

    /// <summary>A new list with the same elements, and room for more. Null gives an empty list, anything else but a list the list of itself.</summary>
    public static ScriptArray Copy(RenderContext context, in Value value, Node node, int room = 0)
    {
        if (value.IsNull)
        {
            return Make(context, room);
        }

        if (!IsList(value))
        {
            return value.Kind is ValueKind.Object ? Copy(context, ToIterable(context, value, node), node, room) : CopyOne(context, value, room);
        }

        var count = Count(context, value, node);
        ChargeElements(context, value, count);
        var copy = Make(context, count + room);
        for (var i = 0; i < count; i++)
        {
            copy.Add(At(value, i));
        }

        return copy;
    }

    private static ScriptArray CopyOne(RenderContext context, in Value value, int room)
    {
        var list = Make(context, 1 + room);
        list.Add(value);
        return list;
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
            Reserve(context, array, (int)(index + 1) - array.Count);
        }

        while (array.Count <= index)
        {
            array.Add(default);
        }

        array[(int)index] = value;
    }

    public static BigInteger BigCount(in Value list) => list.Reference is ScriptRange range ? range.Count : LongCount(list);
}
