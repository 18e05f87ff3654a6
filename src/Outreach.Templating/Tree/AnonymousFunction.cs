namespace Outreach.Templating;

/// <summary><c>do ... end</c>.</summary>
internal sealed class AnonymousFunction(UserFunction function) : Expression
{
    public UserFunction Function => function;

    public override IEnumerable<Node> Children => [function.Body];

    public override Value Evaluate(RenderContext context) => function;
}
