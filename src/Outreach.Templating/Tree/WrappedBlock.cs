namespace Outreach.Templating;

/// <summary>The block that <c>wrap</c> passed to the running function: <c>$$</c>.</summary>
internal sealed class WrappedBlock : Expression
{
    public override Value Evaluate(RenderContext context)
    {
        var block = context.Frame.Block;
        if (block is not null)
        {
            context.Enter(this);
            context.Step(this);
            block.Execute(context);
            context.Leave();
        }

        return default;
    }
}
