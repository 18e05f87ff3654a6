using System.Text;

namespace Outreach.Templating;

/// <summary>An expression whose value is printed.</summary>
internal sealed class OutputStatement(Expression expression, string? indent) : Statement
{
    private readonly byte[]? _indent = indent is null ? null : Encoding.UTF8.GetBytes(indent);

    public Expression Expression => expression;

    /// <summary>Gets or sets what the value is escaped for.</summary>
    public EscapeMode Mode { get; set; }

    /// <summary>Gets or sets whether nobody sees the value: it stands in a comment, a style sheet or the title.</summary>
    public bool IsHidden { get; set; }

    /// <summary>Gets or sets the finding that is counted when the value is empty; -1 for none.</summary>
    public int Probe { get; set; } = -1;

    public override IEnumerable<Node> Children => [expression];

    public override Flow Execute(RenderContext context)
    {
        context.Step(this);
        var mark = context.Scratch.Mark;
        var outer = context.Indent;
        if (_indent is not null)
        {
            context.Indent = _indent;
        }

        var value = expression.EvaluateTransient(context);
        if (Probe >= 0 && context.Probes is not null && context.IsBlank(value))
        {
            context.Probes[Probe] = true;
        }

        context.Write(value, Mode);
        context.Indent = outer;
        context.Scratch.Reset(Math.Min(mark, context.Scratch.Mark));
        return Flow.Next;
    }
}
