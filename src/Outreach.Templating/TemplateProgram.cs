namespace Outreach.Templating;

/// <summary>The compiled form of one text: a template, an include, or code evaluated at run time.</summary>
internal sealed class TemplateProgram
{
    private TemplateProgram(SourceText text, BlockStatement body, IReadOnlyList<TemplateFragment> fragments, IReadOnlyList<TemplateLink> links)
    {
        Text = text;
        Body = body;
        Fragments = fragments;
        Links = links;
    }

    public SourceText Text { get; }

    public BlockStatement Body { get; }

    public IReadOnlyList<TemplateFragment> Fragments { get; }

    public IReadOnlyList<TemplateLink> Links { get; }

    public static TemplateProgram? Compile(TemplateSource source, DiagnosticBag diagnostics, TemplateLimits limits, SymbolTable symbols, bool script, bool inner = false)
    {
        var text = diagnostics.Source;
        if (text.Text.Length > limits.MaxTemplateLength)
        {
            diagnostics.Error("too-long", 0, 0, $"The template is longer than {limits.MaxTemplateLength} characters.");
            return null;
        }

        var lexer = new Lexer(text, diagnostics, limits, source.Spintax && !script);
        var parser = new Parser(script ? lexer.ReadScript() : lexer.ReadTemplate(), diagnostics, limits, symbols, source);
        var body = parser.ParseTemplate();
        if (inner && parser.Fragments.Count > 0)
        {
            // Whoever writes these texts is told the places of the template itself.
            diagnostics.Error("syntax", 0, 0, "`ai.personalize` can't stand in an included or evaluated template.");
        }

        IReadOnlyList<TemplateLink> links = [];
        if (source.Mode == TemplateMode.Html && !script && !diagnostics.HasErrors)
        {
            var pass = new HtmlPass(diagnostics, tracksLinks: !inner);
            pass.Run(body);
            links = pass.Links;
        }

        return diagnostics.HasErrors ? null : new TemplateProgram(text, body, parser.Fragments, links);
    }

    /// <summary>Runs inside of another render.</summary>
    /// <param name="context">The render.</param>
    /// <param name="asValue">Whether the value of the last expression is wanted, not what is printed.</param>
    public Value Run(RenderContext context, bool asValue)
    {
        var source = context.Source;
        context.Source = Text;
        Value result = default;
        if (asValue)
        {
            foreach (var statement in Body.Statements)
            {
                if (statement is OutputStatement output)
                {
                    result = output.Expression.Evaluate(context);
                }
                else if (statement.Execute(context) == Flow.Return)
                {
                    result = context.Returned;
                    break;
                }
            }
        }
        else
        {
            var capture = new Capture(context);
            context.DetachLoop(out var loop);
            Body.Execute(context);
            context.AttachLoop(loop);
            context.Returned = default;
            result = capture.End();
        }

        context.Source = source;
        return result;
    }
}
