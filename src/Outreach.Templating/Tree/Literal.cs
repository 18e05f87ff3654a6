namespace Outreach.Templating;

internal sealed class Literal(Value value) : Expression
{
    public Value Value => value;

    public override Value? Constant => value;

    public override Value Evaluate(RenderContext context) => value;
}
