namespace Outreach.Templating;

/// <summary><c>for x in list</c> and <c>tablerow x in list</c>.</summary>
internal sealed class ForStatement(PathExpression variable, Expression list, ForOptions options, Statement body, Statement? otherwise, bool rows) : Statement
{
    public PathExpression Variable => variable;

    public Expression List => list;

    public ForOptions Options => options;

    public Statement Body => body;

    public Statement? Otherwise => otherwise;

    public override IEnumerable<Node> Children => [list, .. options.All, body, .. otherwise is null ? [] : new Node[] { otherwise }];

    public override Flow Execute(RenderContext context)
    {
        context.Step(this);
        var values = list.Evaluate(context);
        if (values.IsNull)
        {
            return otherwise is null ? Flow.Next : otherwise.Execute(context);
        }

        values = Lists.ToIterable(context, values, list);
        var first = Math.Max(0, Number(context, options.Offset, 0));
        var total = Lists.LongCount(values);
        var count = Math.Max(0, Math.Min(Math.Max(0, Number(context, options.Limit, long.MaxValue)), total - first));
        return count == 0
            ? otherwise is null ? Flow.Next : otherwise.Execute(context)
            : Run(context, values, first, count);
    }

    private static long Number(RenderContext context, Expression? expression, long missing)
    {
        var value = expression is null ? default : expression.Evaluate(context);
        return value.IsNull ? missing : Numbers.ToLong(context, value, expression!);
    }

    private Flow Run(RenderContext context, in Value values, long first, long count)
    {
        RenderContext.CheckStack(this);
        Lists.ChargeElements(context, values, Math.Min(count, context.Limits.MaxLoop));
        var columns = rows ? Math.Max(1, Number(context, options.Columns, 1)) : 1;
        var loop = context.PushLoop(count);
        loop.Columns = columns;
        loop.List = values;
        loop.Start = options.Reversed ? first + count - 1 : first;
        loop.Stride = options.Reversed ? -1 : 1;
        using var binding = new LoopBinding(context, variable);
        var flow = Flow.Next;
        for (long i = 0; i < count && flow is Flow.Next or Flow.Continue; i++)
        {
            if (i >= context.Limits.MaxLoop)
            {
                throw RenderContext.Fault("limit-loop", this, $"The loop goes round more than {context.Limits.MaxLoop} times.");
            }

            context.Step(this);
            loop.Index = i;
            binding.Set(loop.At(i));
            flow = rows ? RunCell(context, loop, columns) : body.Execute(context);
        }

        if (rows && loop.Index % columns != columns - 1)
        {
            context.Output.Write("</tr>\n"u8);
        }

        context.PopLoop(loop);
        return flow == Flow.Return ? flow : Flow.Next;
    }

    private Flow RunCell(RenderContext context, LoopState loop, long columns)
    {
        var column = loop.Index % columns;
        if (column == 0)
        {
            context.WriteAscii($"<tr class=\"row{(loop.Index / columns) + 1}\">");
        }

        context.WriteAscii($"<td class=\"col{column + 1}\">");
        var flow = body.Execute(context);
        context.Output.Write("</td>"u8);
        if (column == columns - 1)
        {
            context.Output.Write("</tr>\n"u8);
        }

        return flow;
    }
}
