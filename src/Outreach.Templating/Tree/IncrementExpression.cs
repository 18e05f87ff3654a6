namespace Outreach.Templating;

/// <summary><c>++x</c>, <c>x++</c> and the same with minus.</summary>
internal sealed class IncrementExpression(PathExpression target, bool down, bool prefix) : Expression
{
    public override IEnumerable<Node> Children => [target];

    public override Value Evaluate(RenderContext context)
    {
        var before = target.Evaluate(context);
        if (!before.IsNumber)
        {
            throw RenderContext.Fault("type", this, $"`{context.TextOf(target)}` is not a number.");
        }

        var after = Operators.Apply(context, down ? TokenKind.Minus : TokenKind.Plus, before, 1, this);
        target.Assign(context, after);
        return prefix ? after : before;
    }
}
