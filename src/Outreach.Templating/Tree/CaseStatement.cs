namespace Outreach.Templating;

internal sealed class CaseStatement(Expression value, CaseBranch[] branches, Statement? otherwise) : Statement
{
    public Expression Value => value;

    public IReadOnlyList<CaseBranch> Branches => branches;

    public Statement? Otherwise => otherwise;

    public override IEnumerable<Node> Children =>
        [value, .. branches.SelectMany(branch => branch.Values), .. branches.Select(branch => branch.Body), .. otherwise is null ? [] : new Node[] { otherwise }];

    public override Flow Execute(RenderContext context)
    {
        context.Step(this);
        var actual = value.Evaluate(context);
        foreach (var branch in branches)
        {
            foreach (var candidate in branch.Values)
            {
                if (Operators.AreEqual(context, actual, candidate.Evaluate(context), 0))
                {
                    return branch.Body.Execute(context);
                }
            }
        }

        return otherwise is null ? Flow.Next : otherwise.Execute(context);
    }
}
