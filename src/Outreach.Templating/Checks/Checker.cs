namespace Outreach.Templating;

/// <summary>Finds what is, or may become, wrong with a template that compiles. Looks at every branch, whichever is taken later.</summary>
internal sealed partial class Checker(Template template, DiagnosticBag diagnostics)
{
    private readonly TemplateSchema _schema = template.Source.Schema;
    private readonly HashSet<string> _assigned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TemplateSchema> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _aliases = new(StringComparer.Ordinal);
    private DiagnosticBag _bag = diagnostics;
    private List<ProbeStatement> _reached = [];
    private bool _hasOpenNames;
    private int _withDepth;

    /// <summary>Gets the findings that a render tells apart, by probe: whether a value was empty, or the place of a mistake was reached.</summary>
    public List<TemplateDiagnostic> Probed { get; } = [];

    public void Run()
    {
        CollectNames(template.Body);
        _includes = 0;
        Visit(template.Body, new HashSet<string>(StringComparer.Ordinal));
    }

    private void CollectNames(Node node)
    {
        switch (node)
        {
            case AssignStatement { Target: GlobalVariable variable }:
                _assigned.Add(variable.Name);
                break;
            case FunctionStatement { Target: var target, Function: var function }:
                if (target is GlobalVariable name)
                {
                    _assigned.Add(name.Name);
                }

                _assigned.UnionWith(function.Parameters?.Select(parameter => parameter.Name) ?? []);
                break;
            case AnonymousFunction { Function.Parameters: { } parameters }:
                _assigned.UnionWith(parameters.Select(parameter => parameter.Name));
                break;
            case ForStatement { Variable: GlobalVariable variable }:
                _assigned.Add(variable.Name);
                break;
            case CaptureStatement { Target: GlobalVariable variable }:
                _assigned.Add(variable.Name);
                break;
            case ImportStatement:
                _hasOpenNames = true;
                break;
            case BuiltinCall { Function.Name: "object.eval" or "object.eval_template" }:
                _hasOpenNames = true;
                break;
            case CallExpression call:
                CollectIncludes(call);
                break;
            case AssignStatement { Target: MemberAccess { Target: ThisVariable } or IndexAccess { Target: ThisVariable } }:
                _hasOpenNames = true;
                break;
            default:
                break;
        }

        foreach (var child in node.Children)
        {
            CollectNames(child);
        }
    }

    /// <summary>Looks at a statement. Returns the fields that surely have a value behind it.</summary>
    private HashSet<string> Visit(Statement statement, HashSet<string> present)
    {
        switch (statement)
        {
            case BlockStatement block:
                return VisitBlock(block, present);
            case OutputStatement output:
                CheckOutput(output, present);
                return present;
            case AssignStatement assign:
                CheckAssignment(assign, present);
                return present;
            case IfStatement choice:
                return VisitIf(choice, present);
            case CaseStatement choice:
                VisitCase(choice, present);
                return present;
            case ForStatement loop:
                VisitFor(loop, present);
                return present;
            case WithStatement with:
                CheckChildren(with, present);
                _withDepth++;
                Visit(with.Body, present);
                _withDepth--;
                return present;
            case FunctionStatement function:
                Visit(function.Function.Body, new HashSet<string>(StringComparer.Ordinal));
                return present;
            default:
                CheckChildren(statement, present);
                foreach (var child in statement.Children.OfType<Statement>())
                {
                    Visit(child, present);
                }

                return present;
        }
    }

    private void CheckChildren(Statement statement, HashSet<string> present)
    {
        foreach (var expression in statement.Children.OfType<Expression>())
        {
            Check(expression, present);
        }
    }

    private HashSet<string> VisitBlock(BlockStatement block, HashSet<string> present)
    {
        var ended = false;
        var outer = _reached;
        List<Statement> probed = [];
        for (var i = 0; i < block.Statements.Length; i++)
        {
            var statement = block.Statements[i];
            if (ended && !(statement is TextStatement text && string.IsNullOrWhiteSpace(text.Text)))
            {
                _bag.Warning("unreachable", statement.Start, statement.End, "This is never reached.");
                probed.AddRange(block.Statements.Skip(i));
                break;
            }

            _reached = [];
            present = Visit(statement, present);
            ended |= Leaves(statement);
            probed.AddRange(_reached);
            probed.Add(statement);
        }

        block.Statements = [.. probed];
        _reached = outer;
        return present;
    }

    /// <summary>Notes a mistake. It hits whoever's render comes by the statement in which it stands.</summary>
    private void Report(TemplateDiagnostic finding)
    {
        _reached.Add(new ProbeStatement(Probed.Count));
        Probed.Add(finding);
        _bag.Add(finding);
    }

    private static bool Leaves(Statement statement) => statement switch
    {
        JumpStatement or ReturnStatement => true,
        BlockStatement block => Array.Exists(block.Statements, Leaves),
        IfStatement { WhenFalse: { } otherwise } choice => Leaves(choice.WhenTrue) && Leaves(otherwise),
        _ => false,
    };

    private HashSet<string> VisitIf(IfStatement choice, HashSet<string> present)
    {
        Check(choice.Condition, present);
        WarnIfConstant(choice);
        var whenTrue = With(present, Conditions.Present(choice.Condition, true));
        var whenFalse = With(present, Conditions.Present(choice.Condition, false));
        whenTrue = Visit(choice.WhenTrue, whenTrue);
        if (choice.WhenFalse is not null)
        {
            whenFalse = Visit(choice.WhenFalse, whenFalse);
        }

        return Leaves(choice.WhenTrue) ? whenFalse
            : choice.WhenFalse is not null && Leaves(choice.WhenFalse) ? whenTrue
            : [.. whenTrue.Intersect(whenFalse, StringComparer.Ordinal)];
    }

    private void WarnIfConstant(IfStatement choice)
    {
        if (choice.Condition is Literal literal)
        {
            if (!literal.Value.IsTrue)
            {
                _bag.Warning("unreachable", choice.Condition.Start, choice.Condition.End, "The condition never holds, so this branch is never taken.");
            }
            else if (choice.WhenFalse is not null)
            {
                _bag.Warning("unreachable", choice.WhenFalse.Start, choice.WhenFalse.Start, "The condition before always holds, so this branch is never taken.");
            }
        }

        var text = TextOf(choice.Condition);
        for (var next = choice.WhenFalse as IfStatement; next is not null; next = next.WhenFalse as IfStatement)
        {
            if (TextOf(next.Condition) == text)
            {
                _bag.Warning("unreachable", next.Condition.Start, next.Condition.End, "The same condition was asked for before, so this branch is never taken.");
            }
        }
    }

    private string TextOf(Node node) => _bag.Source.Text[node.Start..Math.Min(node.End, _bag.Source.Text.Length)];

    private static HashSet<string> With(HashSet<string> present, IReadOnlySet<string> more) =>
        more.Count == 0 ? present : [.. present, .. more];

    private void VisitCase(CaseStatement choice, HashSet<string> present)
    {
        CheckChildren(choice, present);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var whenMatched = With(present, Conditions.Present(choice.Value, true));
        foreach (var branch in choice.Branches)
        {
            foreach (var value in branch.Values.Where(value => value is Literal && !seen.Add(TextOf(value))))
            {
                _bag.Warning("unreachable", value.Start, value.End, "The same value was asked for before, so this branch is never taken.");
            }

            Visit(branch.Body, whenMatched);
        }

        if (choice.Otherwise is not null)
        {
            Visit(choice.Otherwise, present);
        }
    }

    private void VisitFor(ForStatement loop, HashSet<string> present)
    {
        CheckChildren(loop, present);
        var name = (loop.Variable as GlobalVariable)?.Name ?? (loop.Variable as LocalVariable)?.Name ?? "";
        var items = ItemsOf(loop.List);
        var hidden = _records.GetValueOrDefault(name);
        if (items is not null)
        {
            _records[name] = items;
        }
        else
        {
            _records.Remove(name);
        }

        Visit(loop.Body, [.. present.Where(path => path != name && !path.StartsWith(name + ".", StringComparison.Ordinal))]);
        if (hidden is not null)
        {
            _records[name] = hidden;
        }
        else
        {
            _records.Remove(name);
        }

        if (loop.Otherwise is not null)
        {
            Visit(loop.Otherwise, present);
        }
    }

    /// <summary>The schema of the records in a list, also behind functions that hand records on.</summary>
    private TemplateSchema? ItemsOf(Expression list) => list switch
    {
        FieldAccess field => _schema.Fields[field.Slot].Items,
        NestedExpression nested => ItemsOf(nested.Inner),
        BuiltinCall { Function.Name: "array.sort" or "array.limit" or "array.offset" or "array.reverse" or "array.compact" or "array.filter", Arguments: [{ } inner, ..] } =>
            ItemsOf(inner),
        _ => null,
    };

    private void CheckAssignment(AssignStatement assign, HashSet<string> present)
    {
        Check(assign.Value, present);
        if (assign.Target is GlobalVariable variable)
        {
            _aliases[variable.Name] = EmptyPath(assign.Value, present);
        }
        else
        {
            foreach (var child in assign.Target.Children.OfType<Expression>())
            {
                Check(child, present);
            }
        }
    }

    private void CheckOutput(OutputStatement output, HashSet<string> present)
    {
        Check(output.Expression, present);
        if (EmptyPath(output.Expression, present) is not { } path)
        {
            return;
        }

        var message = path == FragmentPath
            ? "`ai.personalize` has no fallback; without a written text nothing stands here."
            : $"`{path}` may be empty, and nothing is said for that case.";
        var hint = path == FragmentPath
            ? "Add one: ai.personalize fallback: \"...\"."
            : $"Write for example `{{{{ {path} ?? \"...\" }}}}`, or put the place into `{{{{ if {path} }}}}`.";
        var finding = _bag.Source.Diagnostic(TemplateSeverity.Warning, "may-be-empty", output.Start, output.End, message, hint);
        if (output.Probe < 0)
        {
            // An included template is looked at once for each place that includes it.
            output.Probe = Probed.Count;
            Probed.Add(finding);
        }

        _bag.Add(finding);
    }
}
