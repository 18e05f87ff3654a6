namespace Outreach.Templating;

/// <summary><c>a.b</c> or <c>a?.b</c>.</summary>
internal sealed class MemberAccess(Expression target, string name, bool optional) : PathExpression
{
    private CachedSlot? _cache;

    public Expression Target => target;

    public string Name => name;

    public bool Optional => optional;

    public override IEnumerable<Node> Children => [target];

    public override Value Resolve(RenderContext context)
    {
        var value = target.Evaluate(context);
        if (value.Reference is TemplateData record)
        {
            return FromRecord(record);
        }

        if (value.IsNull)
        {
            return optional ? Value.Null : throw RenderContext.Fault(
                "null-access",
                target,
                $"`{context.TextOf(target)}` is null, so it has no member `{name}`. Use `?.` if it may be missing.");
        }

        return Members.Get(context, value, name);
    }

    public override void Assign(RenderContext context, in Value value)
    {
        var owner = target.Evaluate(context);
        switch (owner.Reference)
        {
            case BuiltinObject date when ReferenceEquals(date, Builtins.Date) && name == DateFunctions.FormatMember:
                context.DateFormat = context.ToText(value);
                break;
            case ScriptObject map:
                context.SetMember(map, name, value, this);
                break;
            case ScriptArray array:
                context.SetMember(array.OwnMembers(), name, value, this);
                break;
            default:
                throw RenderContext.Fault("read-only", this, $"`{context.TextOf(target)}` can't be changed.");
        }
    }

    /// <summary>Records of one list share a schema, so the slot is looked up once and remembered.</summary>
    private Value FromRecord(TemplateData record)
    {
        var cache = _cache;
        if (cache is null || !ReferenceEquals(cache.Schema, record.Schema))
        {
            cache = new CachedSlot(record.Schema, record.Schema.IndexOf(name));
            _cache = cache;
        }

        if (cache.Slot >= 0)
        {
            return Value.From(record[cache.Slot]);
        }

        RecordView.TryGet(record, name, out var value);
        return value;
    }

    private sealed record CachedSlot(TemplateSchema Schema, int Slot);
}
