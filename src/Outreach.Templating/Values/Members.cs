namespace Outreach.Templating;

/// <summary>Members and elements of values.</summary>
internal static class Members
{
    /// <summary>The value as an object, or null if it is none.</summary>
    public static ScriptObject? AsObject(in Value value) => value.Reference switch
    {
        ScriptObject map => map,
        TemplateData record => new RecordView(record, ""),
        _ => null,
    };

    /// <summary>A member; null if there is none of that name.</summary>
    public static Value Get(RenderContext context, in Value target, string name)
    {
        if (name == "empty?")
        {
            return IsEmpty(context, target);
        }

        switch (target.Kind)
        {
            case ValueKind.Object:
                Value member;
                if (target.Reference is TemplateData record)
                {
                    RecordView.TryGet(record, name, out member);
                }
                else if (ReferenceEquals(target.Reference, Builtins.Date) && name == DateFunctions.FormatMember)
                {
                    member = context.DateFormat;
                }
                else
                {
                    ((ScriptObject)target.Reference!).TryGet(name, out member);
                }

                return member;
            case ValueKind.Array when target.Reference is ScriptArray { Members: { } members } && members.TryGet(name, out var value):
                return value;
            case ValueKind.Array or ValueKind.Range when name == "size":
                return Lists.LongCount(target);
            case ValueKind.Text when name == "size":
                return context.Text(target).Length;
            case ValueKind.Date:
                return Dates.Member(target.Date, name);
            case ValueKind.Duration:
                return Dates.Member(target.Duration, name);
            default:
                return default;
        }
    }

    public static bool IsEmpty(RenderContext context, in Value value) => value.Kind switch
    {
        ValueKind.Text => context.Text(value).IsEmpty,
        ValueKind.Array or ValueKind.Range => Lists.LongCount(value) == 0,
        ValueKind.Object => AsObject(value)!.Count == 0,
        _ => value.IsNull,
    };

    /// <summary>An element by position, or a member by name.</summary>
    public static Value At(RenderContext context, in Value target, in Value key, Node node)
    {
        switch (target.Kind)
        {
            case ValueKind.Array or ValueKind.Range when key.Kind != ValueKind.Text:
                var index = Numbers.ToLong(context, key, node);
                var count = Lists.LongCount(target);
                index = index < 0 ? index + count : index;
                return index >= 0 && index < count ? Lists.At(target, index) : default;
            case ValueKind.Text when key.IsNumber:
                var text = context.Text(target);
                var at = Numbers.ToLong(context, key, node);
                at = at < 0 ? at + text.Length : at;
                return at >= 0 && at < text.Length ? text[(int)at].ToString() : default(Value);
            case ValueKind.Object or ValueKind.Array or ValueKind.Text:
                return Get(context, target, context.ToText(key));
            default:
                throw RenderContext.Fault("type", node, $"A value of kind {target.KindName()} has no elements.");
        }
    }
}
