namespace Outreach.Templating;

internal sealed class UnaryExpression(TokenKind op, Expression operand) : Expression
{
    public TokenKind Operator => op;

    public Expression Operand => operand;

    public override IEnumerable<Node> Children => [operand];

    public override Value? Constant => op == TokenKind.Minus && operand.Constant is { IsNumber: true } number ? Numbers.Negate(number) : default(Value?);

    public override Value Evaluate(RenderContext context)
    {
        var value = operand.Evaluate(context);
        return op == TokenKind.Exclamation ? !value.IsTrue : Numbers.Sign(context, value, op == TokenKind.Minus, this);
    }
}
