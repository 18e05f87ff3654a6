namespace Outreach.Templating;

internal sealed class BlockStatement(Statement[] statements) : Statement
{
    public Statement[] Statements { get; set; } = statements;

    public override IEnumerable<Node> Children => Statements;

    public override Flow Execute(RenderContext context)
    {
        foreach (var statement in Statements)
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
