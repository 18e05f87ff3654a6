namespace Outreach.Templating;

/// <summary><c>wrap f ... end</c>: calls a function that prints the block wherever it says <c>$$</c>.</summary>
internal sealed class WrapStatement(CallExpression call, Statement body) : Statement
{
    public CallExpression Call => call;

    public Statement Body => body;

    public override IEnumerable<Node> Children => [call, body];

    public override Flow Execute(RenderContext context)
    {
        context.Step(this);
        if (call.Target is not PathExpression path || path.Resolve(context).Reference is not UserFunction)
        {
            throw RenderContext.Fault("not-a-function", call.Target, $"`wrap` needs a function, but `{context.TextOf(call.Target)}` is none.");
        }

        var result = call.Call(context, body);
        context.Write(result, context.DefaultEscape);
        return Flow.Next;
    }
}
