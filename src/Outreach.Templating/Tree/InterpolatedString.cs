namespace Outreach.Templating;

internal sealed class InterpolatedString(Expression[] parts) : Expression
{
    public override IEnumerable<Node> Children => parts;

    public override Value Evaluate(RenderContext context) => context.Persist(EvaluateTransient(context));

    public override Value EvaluateTransient(RenderContext context)
    {
        var builder = new TextBuilder(context, 64);
        foreach (var part in parts)
        {
            context.Append(ref builder, part.Evaluate(context));
        }

        return builder.ToValue();
    }
}
