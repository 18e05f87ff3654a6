namespace Outreach.Templating;

internal sealed class BinaryExpression(TokenKind op, Expression left, Expression right) : Expression
{
    private readonly ScriptRange? _range =
        op is TokenKind.DoubleDot or TokenKind.DoubleDotLess && left.Constant is { Kind: ValueKind.Whole } from && right.Constant is { Kind: ValueKind.Whole } to
            ? ScriptRange.Create(from.Bits, to.Bits, op == TokenKind.DoubleDotLess)
            : null;

    public TokenKind Operator => op;

    public Expression Left => left;

    public Expression Right => right;

    public override IEnumerable<Node> Children => [left, right];

    public override Value? Constant => _range is null ? default(Value?) : (Value)_range;

    public override Value Evaluate(RenderContext context)
    {
        if (_range is not null)
        {
            return _range;
        }

        var a = left.Evaluate(context);
        switch (op)
        {
            case TokenKind.DoubleAmp:
                return a.IsTrue && right.Evaluate(context).IsTrue;
            case TokenKind.DoublePipe:
                return a.IsTrue || right.Evaluate(context).IsTrue;
            case TokenKind.DoubleQuestion:
                return a.IsNull ? right.Evaluate(context) : a;
            case TokenKind.QuestionExclamation:
                return a.IsNull ? a : right.Evaluate(context);
            default:
                return Operators.Apply(context, op, a, right.Evaluate(context), this);
        }
    }

    public override Value EvaluateTransient(RenderContext context)
    {
        if (op != TokenKind.DoubleQuestion)
        {
            return Evaluate(context);
        }

        var a = left.EvaluateTransient(context);
        return a.IsNull ? right.EvaluateTransient(context) : a;
    }
}
