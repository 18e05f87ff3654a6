namespace Outreach.Templating;

internal sealed partial class Checker
{
    /// <summary>How deep included templates are looked at. The call stack sets the limit: each may be nested itself.</summary>
    public const int DeepestInclude = 10;

    private const int MostIncludes = 100;
    private const string TemplatePrefix = "tpl:";
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _includes;

    /// <summary>The templates that a call includes; null if they are not known before it runs.</summary>
    public static List<string>? IncludedBy(CallExpression call)
    {
        var values = call.Arguments.Select(argument => argument.Value).ToList();
        return call.Target switch
        {
            GlobalVariable { Name: "include" } => values is [Literal { Value.Reference: string name }, ..] ? [name] : null,
            GlobalVariable { Name: "include_join" } => values is [ArrayInitializer names, .. var parts] && names.Items.Concat(parts).All(IsText)
                ? [.. names.Items.Select(TextIn), .. parts.Select(TextIn).Where(IsTemplate).Select(text => text[TemplatePrefix.Length..])]
                : null,
            _ => [],
        };
    }

    private static bool IsText(Expression expression) => expression is Literal { Value.Reference: string };

    private static string TextIn(Expression literal) => (string)((Literal)literal).Value.Reference!;

    private static bool IsTemplate(string text) => text.StartsWith(TemplatePrefix, StringComparison.Ordinal);

    /// <summary>Looks at the templates that a call includes, as they are at this place of the including one.</summary>
    private void CheckIncludes(CallExpression call, HashSet<string> present)
    {
        foreach (var name in IncludedBy(call) ?? [])
        {
            if (template.FindInclude(name, out var error) is not { } program)
            {
                Report(_bag.Source.Diagnostic(TemplateSeverity.Error, "include", call.Start, call.End, error!));
            }
            else if (_open.Count < DeepestInclude && ++_includes <= MostIncludes && _open.Add(name))
            {
                var outer = _bag;
                _bag = new DiagnosticBag(program.Text);
                Visit(program.Body, [.. present]);
                foreach (var finding in _bag.Items.Where(finding => !outer.Items.Any(known => known with { Affected = null } == finding)))
                {
                    outer.Add(finding);
                }

                _bag = outer;
                _open.Remove(name);
            }
        }
    }

    private void CollectIncludes(CallExpression call)
    {
        if (IncludedBy(call) is not { } names)
        {
            _hasOpenNames = true;
            return;
        }

        foreach (var name in names)
        {
            if (_open.Count >= DeepestInclude || ++_includes > MostIncludes)
            {
                _hasOpenNames = true;
            }
            else if (template.FindInclude(name, out _) is { } program && _open.Add(name))
            {
                CollectNames(program.Body);
                _open.Remove(name);
            }
        }
    }
}
