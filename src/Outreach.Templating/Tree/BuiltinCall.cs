namespace Outreach.Templating;

/// <summary>A call of a built-in function that is known when the template is compiled, with its arguments in their places.</summary>
internal sealed class BuiltinCall(Builtin function, Expression?[] arguments, int rootId, CallExpression byName) : Expression
{
    public Builtin Function => function;

    public IReadOnlyList<Expression?> Arguments => arguments;

    public CallExpression ByName => byName;

    public override IEnumerable<Node> Children => arguments.Where(argument => argument is not null).Select(argument => argument!);

    public override Value Evaluate(RenderContext context)
    {
        if (!context.IsPlain(rootId))
        {
            return byName.Evaluate(context);
        }

        var mark = context.Scratch.Mark;
        var result = context.Persist(Call(context));
        context.Scratch.Reset(Math.Min(mark, context.Scratch.Mark));
        return result;
    }

    public override Value EvaluateTransient(RenderContext context) => context.IsPlain(rootId) ? Call(context) : byName.Evaluate(context);

    private Value Call(RenderContext context)
    {
        context.Step(this);
        var mark = context.StackTop;
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            context.Push(argument is null ? default : i == 0 && function.TakesTransient ? argument.EvaluateTransient(context) : argument.Evaluate(context));
        }

        var result = function.Body(new Arguments(context, this, context.Arguments(mark)));
        context.Pop(mark);
        return result;
    }
}
