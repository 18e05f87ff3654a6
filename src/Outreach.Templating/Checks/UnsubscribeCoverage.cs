namespace Outreach.Templating;

/// <summary>Finds out whether a body tells its readers how to unsubscribe: never, in some branches, or whichever way a render takes.</summary>
internal static class UnsubscribeCoverage
{
    private const string Name = "unsubscribe";

    public const int Never = 0;
    public const int Sometimes = 1;
    public const int Always = 2;

    public static int Of(Template template) => Of(template, template.Body, []);

    private static int Of(Template template, Statement statement, IReadOnlyList<string> including)
    {
        switch (statement)
        {
            case BlockStatement block:
                return OfBlock(template, block, including);
            case OutputStatement output:
                return output.IsHidden ? Never : OfExpression(template, output.Expression, including);
            case IfStatement { Condition: FieldAccess field } choice when IsUnsubscribe(field):
                return Of(template, choice.WhenTrue, including);
            case IfStatement choice:
                return Either([Of(template, choice.WhenTrue, including), choice.WhenFalse is null ? Never : Of(template, choice.WhenFalse, including)]);
            case CaseStatement choice:
                return Either([
                    .. choice.Branches.Select(branch => Of(template, branch.Body, including)),
                    choice.Otherwise is null ? Never : Of(template, choice.Otherwise, including)]);
            case SpinStatement spin:
                return Either([.. spin.Options.Select(option => Of(template, option, including))]);
            case ForStatement loop:
                return Math.Min(Sometimes, Math.Max(Of(template, loop.Body, including), loop.Otherwise is null ? Never : Of(template, loop.Otherwise, including)));
            case WhileStatement loop:
                return Math.Min(Sometimes, Of(template, loop.Body, including));
            case FunctionStatement function:
                // Whoever writes the link into a function means to call it.
                return Of(template, function.Function.Body, including);
            default:
                return statement.Children
                    .Select(child => child is Statement inner ? Of(template, inner, including) : OfExpression(template, (Expression)child, including))
                    .DefaultIfEmpty(Never)
                    .Max();
        }
    }

    private static int OfBlock(Template template, BlockStatement block, IReadOnlyList<string> including)
    {
        var best = Never;
        var mayHaveLeft = false;
        foreach (var statement in block.Statements)
        {
            var coverage = Of(template, statement, including);
            best = Math.Max(best, mayHaveLeft ? Math.Min(coverage, Sometimes) : coverage);
            mayHaveLeft |= MayLeave(statement);
        }

        return best;
    }

    private static int Either(IReadOnlyList<int> branches) => branches.All(branch => branch == Always) ? Always : branches.Max() > Never ? Sometimes : Never;

    private static bool MayLeave(Node node) => node is ReturnStatement || (node is not FunctionStatement && node.Children.OfType<Statement>().Any(MayLeave));

    private static int OfExpression(Template template, Expression expression, IReadOnlyList<string> including)
    {
        if (IsUnsubscribe(expression))
        {
            return Always;
        }

        var inner = expression.Children.OfType<Expression>().Select(child => OfExpression(template, child, including)).DefaultIfEmpty(Never).Max();
        return expression is CallExpression call ? Math.Max(inner, OfIncludes(template, call, including)) : inner;
    }

    private static int OfIncludes(Template template, CallExpression call, IReadOnlyList<string> including)
    {
        if (Checker.IncludedBy(call) is not { } names)
        {
            // Not known before it runs, so it may well be the footer.
            return Always;
        }

        return names
            .Where(name => including.Count < Checker.DeepestInclude && !including.Contains(name, StringComparer.Ordinal))
            .Select(name => template.FindInclude(name, out _) is { } program ? Of(template, program.Body, [.. including, name]) : Never)
            .DefaultIfEmpty(Never)
            .Max();
    }

    private static bool IsUnsubscribe(Expression expression) => expression switch
    {
        FieldAccess field => field.Path.Contains(Name, StringComparison.OrdinalIgnoreCase),
        GlobalVariable variable => variable.Name.Contains(Name, StringComparison.OrdinalIgnoreCase),
        MemberAccess member => member.Name.Contains(Name, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
