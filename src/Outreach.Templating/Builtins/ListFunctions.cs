using System.Runtime.ExceptionServices;

namespace Outreach.Templating;

/// <summary>The functions of <c>array</c>.</summary>
internal static class ListFunctions
{
    public static BuiltinObject Create() => Builtins.Object(
        "array",
        ("add", "list:l value:a", static a => Add(a)),
        ("add_range", "list1:l list2:l", static a => Concat(a, false)),
        ("any", "list:l function:f args:a*", static a => Any(a)),
        ("compact", "list:l", static a => Compact(a)),
        ("concat", "list1:l list2:l", static a => Concat(a, true)),
        ("contains", "list:l item:a", static a => Contains(a)),
        ("cycle", "list:l group:a?", static a => Cycle(a)),
        ("each", "list:l function:f args:a*", static a => Each(a)),
        ("filter", "list:l function:f args:a*", static a => Filter(a)),
        ("first", "list:l", static a => Edge(a, false)),
        ("insert_at", "list:l index:n value:a", static a => InsertAt(a)),
        ("join", "list:l delimiter:s function:f?", static a => Join(a)),
        ("last", "list:l", static a => Edge(a, true)),
        ("limit", "list:l count:n", static a => a.IsNull(0) ? default : Slice(a, 0, a.Int(1))),
        ("map", "list:l member:s", static a => Map(a)),
        ("offset", "list:l index:n", static a => a.IsNull(0) ? default : Slice(a, a.Int(1), int.MaxValue)),
        ("remove_at", "list:l index:n", static a => RemoveAt(a)),
        ("reverse", "list:l", static a => Reverse(a)),
        ("size", "list:l", static a => Lists.IsList(a[0]) ? Value.FromBig(Lists.BigCount(a[0])) : a.IsNull(0) ? 0 : a.Copy(0).Count),
        ("sort", "list:l member:s?", static a => Sort(a)),
        ("uniq", "list:l", static a => Unique(a)));

    private static Value Add(Arguments a)
    {
        var list = a.Copy(0, room: 1);
        list.Add(a[1]);
        return list;
    }

    private static Value Concat(Arguments a, bool keepsNull)
    {
        if (keepsNull && a.IsNull(0) && a.IsNull(1))
        {
            return default;
        }

        var list = a.Copy(0);
        Lists.AddRange(a.Context, list, a.Copy(1));
        return list;
    }

    private static Value Compact(Arguments a)
    {
        if (a.IsNull(0))
        {
            return default;
        }

        var list = a.Copy(0);
        list.RemoveAll(static item => item.IsNull);
        return list;
    }

    private static Value Contains(Arguments a)
    {
        foreach (var item in a.Copy(0))
        {
            if (Operators.AreEqual(a.Context, item, a[1], 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes turns. Calls with the same list belong together unless a group says otherwise.</summary>
    private static Value Cycle(Arguments a)
    {
        var list = a.Copy(0);
        if (list.Count == 0)
        {
            return default;
        }

        var group = a.IsNull(1) ? a.String(0) : a.String(1);
        var cycles = a.Context.Cycles;
        var index = cycles.TryGetValue(group, out var last) ? (last + 1) % list.Count : 0;
        a.Context.Charge(48 + (group.Length * 2));
        cycles[group] = index;
        return list[index];
    }

    private static Value Edge(Arguments a, bool last)
    {
        if (!Lists.IsList(a[0]))
        {
            var list = a.Copy(0);
            return list.Count == 0 ? default : list[last ? ^1 : 0];
        }

        var count = Lists.LongCount(a[0]);
        return count == 0 ? default : Lists.At(a[0], last ? count - 1 : 0);
    }

    private static Value InsertAt(Arguments a)
    {
        var list = a.Copy(0);
        var index = Math.Max(0, a.Int(1));
        if (index > list.Count)
        {
            Lists.Put(a.Context, list, index - 1, default, a.Call);
        }

        Lists.Reserve(a.Context, list, 1);
        list.Insert(index, a[2]);
        return list;
    }

    private static Value RemoveAt(Arguments a)
    {
        var list = a.Copy(0);
        var index = a.Int(1);
        index = index < 0 ? index + list.Count : index;
        if (index >= 0 && index < list.Count)
        {
            list.RemoveAt(index);
        }

        return list;
    }

    private static Value Slice(Arguments a, int start, int count)
    {
        Value list = Lists.IsList(a[0]) ? a[0] : a.Copy(0);
        var total = Lists.LongCount(list);
        var from = Math.Clamp(start, 0L, total);
        var size = Math.Clamp(count, 0, total - from);
        if (size > a.Context.Limits.MaxLoop)
        {
            throw a.Fault("limit-loop", $"The list would have more than {a.Context.Limits.MaxLoop} elements.");
        }

        Lists.ChargeElements(a.Context, list, size);
        var part = Lists.Make(a.Context, (int)size);
        for (var i = from; i < from + size; i++)
        {
            part.Add(Lists.At(list, i));
        }

        return part;
    }

    private static Value Map(Arguments a)
    {
        var list = a.IsNull(0) ? [] : Lists.Copy(a.Context, Lists.ToIterable(a.Context, a[0], a.Call), a.Call);
        var member = a.String(1);
        for (var i = 0; i < list.Count; i++)
        {
            var value = list[i].IsNull ? default : Members.Get(a.Context, list[i], member);
            list[i] = value.Reference is Function function && list[i].Reference is not ScriptMap ? function.Invoke(a.Context, a.Call, [], null) : value;
        }

        return list;
    }

    private static Value Reverse(Arguments a)
    {
        var list = a.Copy(0);
        list.Reverse();
        return list;
    }

    private static Value Sort(Arguments a)
    {
        var context = a.Context;
        var list = a.Copy(0);
        context.ChargeWork(list.Count * 4L);

        // Sorting keeps the elements, their keys and their order, and makes the result twice: as an array, then as a list.
        context.Charge(512 + (list.Count * 104L));
        var comparer = Comparer<Value>.Create((x, y) => Operators.Compare(context, x, y));
        var member = a.IsNull(1) ? "" : a.String(1);
        try
        {
            var sorted = member.Length == 0
                ? list.Order(comparer)
                : list.OrderBy(item => item.IsNull ? default : Members.Get(context, item, member), comparer);
            return new ScriptArray(sorted.ToArray());
        }
        catch (InvalidOperationException exception) when (exception.InnerException is TemplateFault fault)
        {
            // Sorting wraps what a comparison throws, for example when the text of an element is too long.
            ExceptionDispatchInfo.Throw(fault);
            throw;
        }
    }

    private static Value Unique(Arguments a)
    {
        if (a.IsNull(0))
        {
            return default;
        }

        var context = a.Context;
        var result = Lists.Make(a.Context, 0);
        foreach (var item in a.Copy(0))
        {
            context.ChargeWork(1 + (result.Count / 8));
            if (!result.Exists(other => Operators.AreEqual(context, item, other, 0)))
            {
                Lists.Add(a.Context, result, item);
            }
        }

        return result;
    }

    private static Value Join(Arguments a)
    {
        var builder = new TextBuilder(a.Context, 64);
        var function = a.IsNull(2) ? null : FunctionAt(a, 2);
        var delimiter = a.String(1);
        var first = true;
        foreach (var item in a.Copy(0))
        {
            builder.Append(first ? "" : delimiter);
            first = false;
            if (function is null)
            {
                a.Context.Append(ref builder, item);
            }
            else
            {
                builder.Append(a.Context.ToText(function.Invoke(a.Context, a.Call, [a.Context.ToText(item)], null)));
            }
        }

        return builder.ToValue();
    }

    private static Value Any(Arguments a)
    {
        var function = FunctionAt(a, 1);
        foreach (var item in a.Copy(0))
        {
            if (function.Invoke(a.Context, a.Call, [item, .. a.From(2)], null).IsTrue)
            {
                return true;
            }
        }

        return false;
    }

    private static Value Each(Arguments a)
    {
        if (a.IsNull(0))
        {
            return default;
        }

        var function = FunctionAt(a, 1);
        var list = a.Copy(0);
        for (var i = 0; i < list.Count; i++)
        {
            list[i] = function.Invoke(a.Context, a.Call, [list[i], .. a.From(2)], null);
        }

        return list;
    }

    private static Value Filter(Arguments a)
    {
        if (a.IsNull(0))
        {
            return default;
        }

        var function = FunctionAt(a, 1);
        var result = Lists.Make(a.Context, 0);
        foreach (var item in a.Copy(0))
        {
            if (function.Invoke(a.Context, a.Call, [item, .. a.From(2)], null).IsTrue)
            {
                Lists.Add(a.Context, result, item);
            }
        }

        return result;
    }

    private static Function FunctionAt(Arguments a, int index) =>
        a[index].Reference as Function ?? throw a.Fault("type", "Expected a function. Write `@name` to pass one.");
}
