namespace Outreach.Templating;

internal sealed partial class Checker
{
    private const string FragmentPath = "ai.personalize";

    /// <summary>The field because of which a value may be empty, or null if it can't be.</summary>
    private string? EmptyPath(Expression expression, IReadOnlySet<string> present)
    {
        switch (expression)
        {
            case FieldAccess field:
                return _schema.Fields[field.Slot].CanBeEmpty && !present.Contains(field.Path) ? field.Path : null;
            case FragmentExpression { Fallback: null }:
                return FragmentPath;
            case GlobalVariable variable:
                return present.Contains(variable.Name) ? null : _aliases.GetValueOrDefault(variable.Name);
            case MemberAccess { Target: GlobalVariable or LocalVariable } member:
                return RecordField(member) is { CanBeEmpty: true } && Conditions.PathOf(member) is { } path && !present.Contains(path) ? path : null;
            case NestedExpression nested:
                return EmptyPath(nested.Inner, present);
            case ConditionalExpression choice:
                return EmptyPath(choice.WhenTrue, With(present, choice.Condition, true)) ?? EmptyPath(choice.WhenFalse, With(present, choice.Condition, false));
            case BinaryExpression { Operator: TokenKind.DoubleQuestion } fallback:
                return EmptyPath(fallback.Left, present) is null ? null : EmptyPath(fallback.Right, present);
            case BinaryExpression { Operator: TokenKind.Plus } sum:
                return EmptyPath(sum.Left, present) ?? EmptyPath(sum.Right, present);
            case InterpolatedString text:
                return text.Children.OfType<Expression>().Select(part => EmptyPath(part, present)).FirstOrDefault(path => path is not null);
            case BuiltinCall { Function.Name: "object.default", Arguments: [{ } value, { } otherwise] }:
                return EmptyPath(value, present) is null ? null : EmptyPath(otherwise, present);
            case BuiltinCall { Arguments: [{ } first, ..] } call when StaticTypes.HandsOn(call.Function):
                return EmptyPath(first, present);
            default:
                return null;
        }
    }

    private static HashSet<string> With(IReadOnlySet<string> present, Expression condition, bool holds) =>
        [.. present, .. Conditions.Present(condition, holds)];

    private TemplateField? RecordField(MemberAccess member)
    {
        var name = (member.Target as GlobalVariable)?.Name ?? (member.Target as LocalVariable)?.Name ?? "";
        return _records.TryGetValue(name, out var schema) && schema.IndexOf(member.Name) is >= 0 and var slot ? schema.Fields[slot] : null;
    }

    private void Check(Expression expression, HashSet<string> present)
    {
        switch (expression)
        {
            case FieldAccess or FragmentExpression:
                return;
            case AnonymousFunction function:
                Visit(function.Function.Body, [.. present]);
                return;
            case GlobalVariable variable:
                CheckVariable(variable, called: false);
                return;
            case MemberAccess member when CheckMember(member):
                return;
            case CallExpression call:
                CheckCall(call, present);
                return;
            case BuiltinCall call:
                CheckArguments(call);
                break;
            default:
                break;
        }

        foreach (var child in expression.Children.OfType<Expression>())
        {
            Check(child, present);
        }
    }

    private bool IsKnown(string name) => _hasOpenNames || _withDepth > 0 || _assigned.Contains(name) || Builtins.Root.TryGet(name, out _) || IsRoot(name);

    private bool IsRoot(string name) => _schema.Fields.Any(field => field.Path == name || field.Path.StartsWith(name + ".", StringComparison.Ordinal));

    private IEnumerable<string> Paths => _schema.Fields.Select(item => item.Path);

    private void CheckVariable(GlobalVariable variable, bool called)
    {
        if (!IsKnown(variable.Name))
        {
            var known = Paths.Concat(_assigned).Concat(Builtins.Root.Names);
            ReportError(
                called ? "unknown-function" : "unknown-field",
                variable,
                called ? $"There is no function `{variable.Name}`." : $"There is no field `{variable.Name}`.",
                Suggestions.Hint(_bag, variable.Name, known));
        }
    }

    /// <summary>Checks a path as a whole. Returns whether nothing below it is left to check.</summary>
    private bool CheckMember(MemberAccess member)
    {
        if (Conditions.PathOf(member) is not { } path)
        {
            return false;
        }

        var root = path[..path.IndexOf('.', StringComparison.Ordinal)];
        if (_records.TryGetValue(root, out var record) && member.Target is GlobalVariable or LocalVariable)
        {
            if (record!.IndexOf(member.Name) < 0 && !record.Fields.Any(field => field.Path.StartsWith(member.Name + ".", StringComparison.Ordinal)))
            {
                ReportField(member, path, record.Fields.Select(field => $"{root}.{field.Path}"));
            }

            return true;
        }

        if (_assigned.Contains(root) || _withDepth > 0 || HasField(member))
        {
            return true;
        }

        if (IsRoot(root))
        {
            if (!Paths.Any(known => known.StartsWith(path + ".", StringComparison.Ordinal)))
            {
                ReportField(member, path, Paths);
            }

            return true;
        }

        return CheckBuiltin(member, path, root);
    }

    /// <summary>Whether the path goes through a field of the schema; what is asked of its value is not in the schema.</summary>
    private static bool HasField(MemberAccess member) => member.Target is FieldAccess || (member.Target is MemberAccess inner && HasField(inner));

    private bool CheckBuiltin(MemberAccess member, string path, string root)
    {
        if (!Builtins.Root.TryGet(root, out var module) || module.Reference is not BuiltinObject functions)
        {
            if (!IsKnown(root))
            {
                ReportField(member, path, Paths);
            }

            return true;
        }

        if (member.Target is GlobalVariable && !functions.TryGet(member.Name, out _))
        {
            ReportError(
                "unknown-function",
                member,
                $"There is no function `{path}`.",
                Suggestions.Hint(_bag, path, Builtins.Root.Names.SelectMany(Functions)));
        }

        return true;
    }

    private static IEnumerable<string> Functions(string module) =>
        Builtins.Root.TryGet(module, out var value) && value.Reference is BuiltinObject functions ? functions.Names.Select(name => $"{module}.{name}") : [];

    private void ReportField(Expression node, string path, IEnumerable<string> known) =>
        ReportError("unknown-field", node, $"There is no field `{path}`.", Suggestions.Hint(_bag, path, known));

    private void ReportError(string code, Node node, string message, string? hint = null) =>
        Report(_bag.Source.Diagnostic(TemplateSeverity.Error, code, node.Start, node.End, message, hint));

    private void CheckCall(CallExpression call, HashSet<string> present)
    {
        CheckIncludes(call, present);
        if (call.Target is GlobalVariable variable)
        {
            CheckVariable(variable, called: true);
        }
        else
        {
            Check(call.Target, present);
            if (call.Target is MemberAccess { Target: GlobalVariable root } member && Builtins.Root.TryGet(root.Name, out var module)
                && module.Reference is BuiltinObject functions && functions.TryGet(member.Name, out var value) && value.Reference is Builtin function
                && !call.Arguments.Any(argument => argument.Value is ExpandExpression))
            {
                ReportError("arguments", call.Target, function.ArityMessage(call.Arguments.Count));
            }
        }

        foreach (var argument in call.Arguments)
        {
            Check(argument.Value, present);
        }
    }

    private void CheckArguments(BuiltinCall call)
    {
        for (var i = 0; i < Math.Min(call.Arguments.Count, call.Function.Parameters.Count); i++)
        {
            if (call.Arguments[i] is { } argument && StaticTypes.Misfit(call.Function.Parameters[i].Kind, argument, _schema) is { } severity)
            {
                var message = $"`{call.Function.Name}` expects {Describe(call.Function.Parameters[i].Kind)}, but gets {Describe(StaticTypes.Of(argument, _schema))}.";
                Report(_bag.Source.Diagnostic(severity, "type", argument.Start, argument.End, message));
            }
        }

        if (call.Function.Name.StartsWith("regex.", StringComparison.Ordinal) && call.Arguments is [_, Literal { Value.Reference: string pattern } literal, ..]
            && RegexFunctions.Create(pattern, default, template.Engine.Limits.RegexTimeout, out var error) is null)
        {
            ReportError("regex", literal, error!);
        }
    }

    private static string Describe(ParameterKind kind) => kind switch
    {
        ParameterKind.Number => "a number",
        ParameterKind.Date => "a date",
        ParameterKind.List => "a list",
        ParameterKind.Function => "a function (write `@name`)",
        _ => "a text",
    };

    private static string Describe(TemplateFieldType type) => type switch
    {
        TemplateFieldType.Number => "a number",
        TemplateFieldType.Date => "a date",
        TemplateFieldType.List => "a list",
        TemplateFieldType.Boolean => "true or false",
        _ => "a text",
    };
}
