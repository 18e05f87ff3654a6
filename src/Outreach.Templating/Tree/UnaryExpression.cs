namespace Outreach.Templating;

internal sealed class UnaryExpression(TokenKind op, Expression operand) : Expression
{
    public TokenKind Operator => op;

    public Expression Operand => operand;

    public override IEnumerable<Node> Children => [operand];

    public override Value Evaluate(RenderContext context)
    {
        var value = operand.Evaluate(context);
        return op == TokenKind.Exclamation ? !value.IsTrue : Numbers.Sign(context, value, op == TokenKind.Minus, this);
    }
}
