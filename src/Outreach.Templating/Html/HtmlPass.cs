namespace Outreach.Templating;

/// <summary>Gives each value of an HTML template the escaping of the place where it stands, and finds its links.</summary>
internal sealed class HtmlPass(DiagnosticBag diagnostics, bool tracksLinks)
{
    private readonly List<LinkStatement> _links = [];
    private LinkStatement? _lastLink;
    private bool _optedOut;
    private bool _linkInTag;

    public IReadOnlyList<TemplateLink> Links { get; private set; } = [];

    public void Run(BlockStatement body)
    {
        var end = Visit(body, new HtmlState(HtmlPlace.Text));
        if (end.Place is not (HtmlPlace.Text or HtmlPlace.Raw))
        {
            diagnostics.Warning("html", Math.Max(0, body.End - 1), body.End, "The HTML ends inside of a tag, an attribute or a comment.");
        }

        List<TemplateLink> links = [];
        foreach (var link in _links.Where(link => link.IsTracked))
        {
            link.Index = links.Count;
            links.Add(new TemplateLink { Index = links.Count, Url = link.StaticUrl, Line = diagnostics.Source.Position(link.Start).Line });
        }

        Links = links;
    }

    private HtmlState Visit(Statement statement, HtmlState state)
    {
        VisitFunctions(statement);
        switch (statement)
        {
            case BlockStatement block:
                return VisitBlock(block, state);
            case OutputStatement output:
                return VisitOutput(output, state);
            case IfStatement choice:
                var whenTrue = Visit(choice.WhenTrue, state);
                return Meet(choice, whenTrue, choice.WhenFalse is null ? state : Visit(choice.WhenFalse, state));
            case CaseStatement choice:
                return choice.Branches.Aggregate(
                    choice.Otherwise is null ? state : Visit(choice.Otherwise, state),
                    (other, branch) => Meet(choice, other, Visit(branch.Body, state)));
            case SpinStatement spin:
                return spin.Options.Skip(1).Aggregate(Visit(spin.Options[0], state), (other, option) => Meet(spin, other, Visit(option, state)));
            case ForStatement loop:
                var end = Meet(loop, state, Visit(loop.Body, state));
                return loop.Otherwise is null ? end : Meet(loop, end, Visit(loop.Otherwise, state));
            case WhileStatement loop:
                return Meet(loop, state, Visit(loop.Body, state));
            case WithStatement with:
                return Visit(with.Body, state);
            case WrapStatement wrap:
                return Meet(wrap, state, Visit(wrap.Body, state));
            case FunctionStatement function:
                VisitApart(function.Function.Body);
                return state;
            case CaptureStatement capture:
                VisitApart(capture.Body);
                return state;
            default:
                return state;
        }
    }

    /// <summary>Text that is printed elsewhere is taken for text between tags.</summary>
    private void VisitApart(Statement body) => Meet(body, new HtmlState(HtmlPlace.Text), Visit(body, new HtmlState(HtmlPlace.Text)));

    private void VisitFunctions(Node node)
    {
        foreach (var child in node.Children)
        {
            if (child is AnonymousFunction function)
            {
                VisitApart(function.Function.Body);
            }
            else if (child is Expression)
            {
                VisitFunctions(child);
            }
        }
    }

    private HtmlState Meet(Node node, HtmlState a, HtmlState b)
    {
        if (a.Join(b) is { } state)
        {
            return state;
        }

        diagnostics.Error(
            "html",
            node.Start,
            Math.Min(node.End, node.Start + 2),
            "The branches of this block end in different places of the HTML (one inside of a tag or an attribute, the other not).",
            "Let each branch close the quotes and tags that it opens.");
        return a;
    }

    private HtmlState VisitOutput(OutputStatement output, HtmlState state)
    {
        if (state.Escape is { } mode)
        {
            output.Mode = mode;
        }
        else
        {
            diagnostics.Error(
                "html",
                output.Start,
                output.End,
                state.Place == HtmlPlace.Raw ? "No value can be printed in a script." : $"No value can be printed in the attribute `{state.Attribute}`.",
                "Mail readers don't run scripts anyway; remove it.");
        }

        output.IsHidden = state.Place is HtmlPlace.Comment or HtmlPlace.Raw;
        return state.AfterValue();
    }

    private HtmlState VisitBlock(BlockStatement block, HtmlState state)
    {
        List<Statement> result = [];
        List<Statement>? link = null;
        foreach (var statement in block.Statements)
        {
            if (statement is TextStatement text)
            {
                state = VisitText(text, state, result, ref link);
                continue;
            }

            state = Visit(statement, state);
            (link ?? result).Add(statement);
        }

        if (link is not null)
        {
            // The link is closed in another block: it works, but can't be rewritten.
            result.AddRange(link);
        }

        block.Statements = [.. result];
        return state;
    }

    private HtmlState VisitText(TextStatement text, HtmlState state, List<Statement> result, ref List<Statement>? link)
    {
        var start = 0;
        var index = 0;
        while (index < text.Text.Length)
        {
            var from = index;
            var before = state;
            state = state.Read(text.Text, ref index, stopAtLink: true, stopAtTag: true);
            NoteOptOut(text.Text[from..index], state);
            if (link is not null && !state.IsLink)
            {
                // The closing quote belongs to what follows.
                AddText(link, text, start, index - 1);
                start = index - 1;
                result.Add(EndLink(link));
                link = null;
            }
            else if (link is null && state.IsLink && index <= text.Text.Length && !before.IsLink)
            {
                AddText(result, text, start, index);
                start = index;
                link = [];
            }
        }

        AddText(link ?? result, text, start, text.Text.Length);
        return state;
    }

    /// <summary>A tag with <c>data-track="off"</c> keeps its link.</summary>
    private void NoteOptOut(string text, HtmlState after)
    {
        if (text.Contains("data-track=\"off\"", StringComparison.OrdinalIgnoreCase) || text.Contains("data-track='off'", StringComparison.OrdinalIgnoreCase))
        {
            _optedOut = true;
            if (_linkInTag && _lastLink is not null)
            {
                _lastLink.IsTracked = false;
            }
        }

        if (after.Place is HtmlPlace.Text or HtmlPlace.Raw)
        {
            _optedOut = false;
            _linkInTag = false;
        }
    }

    private static void AddText(List<Statement> target, TextStatement text, int start, int end)
    {
        if (end > start)
        {
            target.Add(start == 0 && end == text.Text.Length
                ? text
                : new TextStatement(text.Text[start..end]).At<TextStatement>(text.Start + start, text.Start + end));
        }
    }

    private LinkStatement EndLink(List<Statement> parts)
    {
        var body = new BlockStatement([.. parts]);
        var link = new LinkStatement(body).At<LinkStatement>(parts.Count > 0 ? parts[0].Start : 0, parts.Count > 0 ? parts[^1].End : 0);
        link.IsTracked = tracksLinks && !_optedOut && IsTrackable(parts, link.StaticUrl);
        _linkInTag = true;
        _lastLink = link;
        _links.Add(link);
        return link;
    }

    /// <summary>Web addresses are tracked; the way out of the list is not, nor are addresses of mail and telephone.</summary>
    private static bool IsTrackable(List<Statement> parts, string? url)
    {
        if (url is not null)
        {
            return url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        }

        return parts.Count > 0 && !parts.Exists(part => part is OutputStatement { Expression: FieldAccess field }
            && field.Path.Contains("unsubscribe", StringComparison.OrdinalIgnoreCase));
    }
}
