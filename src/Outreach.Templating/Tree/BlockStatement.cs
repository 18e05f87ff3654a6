namespace Outreach.Templating;

internal sealed class BlockStatement(Statement[] statements) : Statement
{
    public static readonly BlockStatement Empty = new([]);

    public Statement[] Statements => statements;

    public override IEnumerable<Node> Children => statements;

    public override Flow Execute(RenderContext context)
    {
        foreach (var statement in statements)
        {
            var flow = statement.Execute(context);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }
}
