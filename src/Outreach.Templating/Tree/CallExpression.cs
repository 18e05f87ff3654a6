namespace Outreach.Templating;

/// <summary>A call of a function that is known at run time only.</summary>
internal sealed class CallExpression(Expression target, Argument[] arguments, bool isPipe) : Expression
{
    public Expression Target => target;

    public IReadOnlyList<Argument> Arguments => arguments;

    public bool IsPipe => isPipe;

    /// <summary>Gets whether the call was written with parentheses.</summary>
    public bool IsExplicit { get; init; }

    public override IEnumerable<Node> Children => [target, .. arguments.Select(argument => argument.Value)];

    public override Value Evaluate(RenderContext context) => Call(context, null);

    public Value Call(RenderContext context, Statement? block)
    {
        context.Step(this);
        var function = FindFunction(context);
        var mark = context.StackTop;
        ScriptMap? named = null;
        foreach (var argument in arguments)
        {
            var value = argument.Value.Evaluate(context);
            if (argument.Name is not null)
            {
                AddNamed(context, named ??= new ScriptMap(), argument.Name, value);
            }
            else if (argument.Value is ExpandExpression && Lists.IsList(value))
            {
                Expand(context, value);
            }
            else
            {
                context.Push(value);
            }
        }

        var result = function is UserFunction user
            ? user.Invoke(context, this, context.Arguments(mark), named, block)
            : function.Invoke(context, this, context.Arguments(mark), named);
        context.Pop(mark);
        return result;
    }

    /// <summary>An argument given twice by name is a list.</summary>
    private static void AddNamed(RenderContext context, ScriptMap named, string name, Value value)
    {
        context.Charge(288);
        if (named.TryGet(name, out var first))
        {
            if (first.Reference is ScriptArray { Members: not null } many)
            {
                many.Add(value);
                return;
            }

            value = new ScriptArray([first, value]) { Members = new ScriptMap() };
        }

        named.TrySet(name, value);
    }

    private void Expand(RenderContext context, Value list)
    {
        var count = Lists.Count(context, list, this);
        for (var i = 0; i < count; i++)
        {
            context.Push(Lists.At(list, i));
        }
    }

    private Function FindFunction(RenderContext context)
    {
        var value = target is PathExpression path ? path.Resolve(context) : target.Evaluate(context);
        if (value.Reference is Function function)
        {
            return function;
        }

        var text = context.TextOf(target);
        throw isPipe
            ? RenderContext.Fault("not-a-function", target, $"The destination `{text}` of the pipe is not a function.")
            : value.IsNull
                ? RenderContext.Fault("unknown-function", target, $"The function `{text}` was not found.")
                : RenderContext.Fault("not-a-function", target, $"`{text}` is not a function but {value.KindName()}.");
    }
}
