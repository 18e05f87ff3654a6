namespace Outreach.Templating;

/// <summary><c>a = b</c>, <c>a += b</c> and the like.</summary>
internal sealed class AssignStatement(PathExpression target, TokenKind? op, Expression value) : Statement
{
    public PathExpression Target => target;

    public Expression Value => value;

    public override IEnumerable<Node> Children => [target, value];

    public override Flow Execute(RenderContext context)
    {
        context.Step(this);
        var right = value.Evaluate(context);
        if (op is { } operation)
        {
            right = Operators.Apply(context, operation, target.Evaluate(context), right, value);
        }

        target.Assign(context, right);
        return Flow.Next;
    }
}
