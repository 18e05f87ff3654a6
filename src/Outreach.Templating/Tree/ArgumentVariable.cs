namespace Outreach.Templating;

/// <summary>The arguments of the running function: <c>$</c>, or one of them: <c>$0</c>.</summary>
internal sealed class ArgumentVariable(int index) : PathExpression
{
    public const int All = -1;

    public override Value Resolve(RenderContext context)
    {
        var arguments = context.Frame.Arguments;
        if (index == All)
        {
            return arguments is null ? Value.Null : arguments;
        }

        return arguments is not null && index < arguments.Count ? arguments[index] : Value.Null;
    }

    public override void Assign(RenderContext context, in Value value)
    {
        if (index == All)
        {
            throw RenderContext.Fault("read-only", this, "The arguments `$` can't be replaced.");
        }

        var arguments = context.Frame.Arguments ??= new ScriptArray();
        Lists.Put(context, arguments, index, value, this);
    }
}
