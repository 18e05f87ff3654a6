namespace Outreach.Templating;

internal sealed partial class Parser
{
    private const int OrPrecedence = 30;
    private const int UnaryPrecedence = 200;

    private static int Precedence(TokenKind kind) => kind switch
    {
        TokenKind.DoubleQuestion or TokenKind.QuestionExclamation => 20,
        TokenKind.DoublePipe => OrPrecedence,
        TokenKind.DoubleAmp => 40,
        TokenKind.DoubleEqual or TokenKind.NotEqual => 70,
        TokenKind.Less or TokenKind.LessEqual or TokenKind.Greater or TokenKind.GreaterEqual => 80,
        TokenKind.Plus or TokenKind.Minus => 90,
        TokenKind.Asterisk or TokenKind.Slash or TokenKind.DoubleSlash or TokenKind.Percent or TokenKind.ShiftLeft or TokenKind.ShiftRight => 100,
        TokenKind.DoubleDot or TokenKind.DoubleDotLess => 120,
        _ => 0,
    };

    private static (bool IsAssignment, TokenKind? Operator) Assignment(TokenKind kind) => kind switch
    {
        TokenKind.Equal => (true, null),
        TokenKind.PlusEqual => (true, TokenKind.Plus),
        TokenKind.MinusEqual => (true, TokenKind.Minus),
        TokenKind.AsteriskEqual => (true, TokenKind.Asterisk),
        TokenKind.SlashEqual => (true, TokenKind.Slash),
        TokenKind.DoubleSlashEqual => (true, TokenKind.DoubleSlash),
        TokenKind.PercentEqual => (true, TokenKind.Percent),
        _ => (false, null),
    };

    private Statement? ParseExpressionStatement()
    {
        var start = Current.Start;
        var indent = _indent;
        var expression = ParseExpression(allowAssignment: true);
        if (expression is null)
        {
            return null;
        }

        var (isAssignment, op) = Assignment(Current.Kind);
        if (!isAssignment)
        {
            return new OutputStatement(expression, indent) { Mode = DefaultMode }.At<OutputStatement>(start, expression.End);
        }

        if (op is null && ToInlineFunction(expression) is { } inline)
        {
            return inline;
        }

        var path = expression is NestedExpression { Inner: PathExpression inner } ? inner : expression as PathExpression;
        if (path is null)
        {
            Error(Current, "Only a variable, a member or an element can be assigned to.");
            return null;
        }

        Next();
        var value = ParseExpression();
        return value is null
            ? null
            : new AssignStatement(path is FieldAccess field ? field.ByName : path, op, value).At<AssignStatement>(start, End);
    }

    private EscapeMode DefaultMode => _options.Mode switch
    {
        TemplateMode.Html => EscapeMode.Html,
        TemplateMode.Header => EscapeMode.Header,
        _ => EscapeMode.None,
    };

    /// <summary><c>f(x, y) = x + y</c></summary>
    private FunctionStatement? ToInlineFunction(Expression expression)
    {
        var call = expression as CallExpression ?? (expression as BuiltinCall)?.ByName;
        if (call is not { IsExplicit: true, Target: GlobalVariable or LocalVariable }
            || call.Arguments.Any(argument => argument.Name is not null || argument.Value is not GlobalVariable))
        {
            return null;
        }

        Next();
        List<Parameter> parameters = [.. call.Arguments.Select(argument => new Parameter(((GlobalVariable)argument.Value).Name, null, false))];
        var value = ParseExpression();
        if (value is null)
        {
            return null;
        }

        var target = (PathExpression)call.Target;
        var function = new UserFunction(target is GlobalVariable global ? global.Name : ((LocalVariable)target).Name, parameters, _source)
        {
            Body = new ReturnStatement(value).At<ReturnStatement>(value.Start, value.End),
        };
        return new FunctionStatement(target, function).At<FunctionStatement>(expression.Start, value.End);
    }

    /// <summary>Reads an expression with its pipes.</summary>
    private Expression? ParseExpression(int precedence = 0, bool insideCall = false, bool allowAssignment = false)
    {
        var at = Current;
        if (_expressions >= _limits.MaxNesting)
        {
            _diagnostics.Error("too-deep", at.Start, at.End, $"Expressions are nested deeper than {_limits.MaxNesting} levels.");
            _index = _tokens.Count - 1;
            return null;
        }

        _expressions++;
        var result = ParseOperators(precedence, insideCall, allowAssignment);
        while (result is not null && precedence == 0 && !insideCall && AtPipe())
        {
            _newLines++;
            Next();
            _newLines--;
            result = ParseOperators(0, false, false) is { } destination ? Pipe(result, destination) : null;
        }

        _expressions--;
        return result;
    }

    /// <summary>A pipe may also begin the next line.</summary>
    private bool AtPipe()
    {
        var ahead = _index;
        while (_tokens[ahead].Kind == TokenKind.NewLine)
        {
            ahead++;
        }

        if (_tokens[ahead].Kind != TokenKind.Pipe)
        {
            return false;
        }

        _index = ahead;
        return true;
    }

    /// <summary>Gives the value on the left of a pipe to the first function on its right.</summary>
    private Expression? Pipe(Expression value, Expression destination)
    {
        if (destination.Depth >= DeepestExpression)
        {
            return null;
        }

        switch (destination)
        {
            case CallExpression { IsPipe: false } call:
                return Call(call.Target, [new Argument(value), .. call.Arguments], value.Start, true, false);
            case BuiltinCall call:
                return Call(call.ByName.Target, [new Argument(value), .. call.ByName.Arguments], value.Start, true, false);
            case BinaryExpression binary:
                return Pipe(value, binary.Left) is { } left ? Make(new BinaryExpression(binary.Operator, left, binary.Right), value.Start) : null;
            case ConditionalExpression choice:
                return Pipe(value, choice.Condition) is { } condition
                    ? Make(new ConditionalExpression(condition, choice.WhenTrue, choice.WhenFalse), value.Start)
                    : null;
            case PathExpression or NestedExpression or AliasExpression or AnonymousFunction:
                return Call(destination, [new Argument(value)], value.Start, true, false);
            case FragmentExpression:
                _diagnostics.Error("syntax", destination.Start, destination.End, "`ai.personalize` takes nothing from a pipe.");
                return null;
            default:
                _diagnostics.Error("syntax", destination.Start, destination.End, "The destination of a pipe must be a function.");
                return null;
        }
    }

    /// <summary>Reads operands, operators and the arguments of a call without parentheses.</summary>
    private Expression? ParseOperators(int precedence, bool insideCall, bool allowAssignment)
    {
        var start = Current.Start;
        Expression? target = null;
        List<Argument> arguments = [];
        string? argumentName = null;
        while (true)
        {
            var operand = ParseOperand();
            operand = operand is null ? null : ParseBinary(operand, precedence, insideCall || target is not null, allowAssignment && target is null);
            if (operand is null)
            {
                return null;
            }

            if (target is not null)
            {
                AddArgument(arguments, operand, argumentName);
            }

            if (insideCall || !StartsArgument() || operand is AnonymousFunction)
            {
                return target is null ? operand : Call(target, arguments, start, false, false);
            }

            target ??= operand;
            argumentName = TakeArgumentName();
        }
    }

    private void AddArgument(List<Argument> arguments, Expression value, string? name)
    {
        if (name is null && arguments.Count > 0 && arguments[^1].Name is not null)
        {
            _diagnostics.Error("syntax", value.Start, value.End, "An argument without a name can't follow one with a name.");
        }

        arguments.Add(new Argument(value, name));
    }

    private string? TakeArgumentName()
    {
        if (Current.Kind != TokenKind.Identifier || Peek().Kind != TokenKind.Colon || _inChoice > 0)
        {
            return null;
        }

        var name = Next().Text;
        Next();
        return name;
    }

    private bool StartsArgument() => Current.Kind switch
    {
        TokenKind.Identifier => !(_stopsAtLoopOption && AtLoopOption),
        TokenKind.Local or TokenKind.Number or TokenKind.String or TokenKind.InterpolationBegin => true,
        TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace => true,
        TokenKind.At or TokenKind.Caret or TokenKind.Exclamation => true,
        _ => false,
    };

    private int _inChoice;

    private Expression? ParseBinary(Expression left, int precedence, bool insideCall, bool allowAssignment)
    {
        while (true)
        {
            if (Assignment(Current.Kind).IsAssignment && !(allowAssignment && precedence == 0))
            {
                _diagnostics.Error("syntax", left.Start, left.End, "An assignment can't be part of an expression.", "Write it as a statement of its own.");
                Next();
                return ParseExpression(precedence, insideCall);
            }

            if (Current.Kind == TokenKind.Question && precedence == 0)
            {
                return ParseChoice(left);
            }

            var kind = Current.Kind;
            var own = Precedence(kind);
            if (own == 0 || own <= precedence)
            {
                return left;
            }

            Next();
            var right = ParseExpression(own, insideCall);
            if (right is null)
            {
                return null;
            }

            left = Make(new BinaryExpression(kind, left, right), left.Start);
        }
    }

    private ConditionalExpression? ParseChoice(Expression condition)
    {
        Next();
        _inChoice++;
        var whenTrue = ParseExpression();
        _inChoice--;
        if (whenTrue is null)
        {
            return null;
        }

        if (Current.Kind != TokenKind.Colon)
        {
            Error(Current, $"Unexpected {Show(Current)}; expected `:`.");
            return null;
        }

        Next();
        var whenFalse = ParseExpression();
        return whenFalse is null ? null : Make(new ConditionalExpression(condition, whenTrue, whenFalse), condition.Start);
    }

    /// <summary>Makes a call. A built-in function whose arguments fit is bound now.</summary>
    private Expression Call(Expression target, List<Argument> arguments, int start, bool isPipe, bool isExplicit)
    {
        var call = Make(new CallExpression(target, [.. arguments], isPipe) { IsExplicit = isExplicit }, start);
        if (target is not MemberAccess { Target: GlobalVariable root } member || _roots.Contains(root.Name)
            || !Builtins.Root.TryGet(root.Name, out var module) || module.Reference is not BuiltinObject functions
            || !functions.TryGet(member.Name, out var found) || found.Reference is not Builtin function)
        {
            return call;
        }

        var places = Arrange(function, arguments);
        return places is null ? call : Make(new BuiltinCall(function, [.. places], root.Id, call), start);
    }

    /// <summary>Puts the arguments into the places of the parameters; null if they don't fit, which is an error when the call is reached.</summary>
    private static List<Expression?>? Arrange(Builtin function, List<Argument> arguments)
    {
        List<Expression?> places = [.. Enumerable.Repeat<Expression?>(null, function.Parameters.Count - (function.IsVariadic ? 1 : 0))];
        var positional = 0;
        foreach (var argument in arguments)
        {
            var place = argument.Name is null ? positional++ : function.IndexOf(argument.Name);
            if (argument.Value is ExpandExpression || place < 0 || (place < places.Count && places[place] is not null)
                || (place >= places.Count && !(function.IsVariadic && argument.Name is null)))
            {
                return null;
            }

            if (place < places.Count)
            {
                places[place] = argument.Value;
            }
            else
            {
                places.Add(argument.Value);
            }
        }

        return places.Take(function.Required).Any(place => place is null) ? null : places;
    }

    private T Make<T>(T node, int start)
        where T : Expression
    {
        node.Start = start;
        node.End = End;
        var deepest = 0;
        foreach (var child in node.Children)
        {
            deepest = Math.Max(deepest, (child as Expression)?.Depth ?? 0);
        }

        node.Depth = deepest + 1;
        if (node.Depth == DeepestExpression)
        {
            _diagnostics.Error("too-deep", start, node.End, $"The expression has more than {DeepestExpression} steps.", "Keep a part of it in a variable.");
        }

        return node;
    }
}
