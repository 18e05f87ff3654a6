using System.Globalization;

namespace Outreach.Templating;

internal sealed partial class Parser
{
    private const int DeepestPath = 20;

    /// <summary>Reads an operand with its members, elements and explicit calls.</summary>
    private Expression? ParseOperand()
    {
        var operand = ParsePrimary();
        while (operand is not null)
        {
            switch (Current.Kind)
            {
                case TokenKind.Dot or TokenKind.QuestionDot:
                    operand = ParseMember(operand);
                    break;
                case TokenKind.OpenBracket when IsAttached && CanBeIndexed(operand):
                    operand = ParseIndex(operand);
                    break;
                case TokenKind.OpenParen when IsAttached && operand is PathExpression:
                    operand = ParseExplicitCall(operand);
                    break;
                case TokenKind.PlusPlus or TokenKind.MinusMinus when operand is PathExpression path:
                    operand = Make(new IncrementExpression(Assignable(path), Next().Kind == TokenKind.MinusMinus, false), operand.Start);
                    break;
                default:
                    return operand;
            }
        }

        return null;
    }

    /// <summary>Whether no whitespace stands in front of the token: <c>a[1]</c> is an element, <c>a [1]</c> a call.</summary>
    private bool IsAttached => Current.Start > 0 && !char.IsWhiteSpace(_source.Text[Current.Start - 1]);

    private static bool CanBeIndexed(Expression operand) =>
        operand is PathExpression or Literal or CallExpression or BuiltinCall or NestedExpression or ArrayInitializer;

    private static PathExpression Assignable(PathExpression path) => path is FieldAccess field ? field.ByName : path;

    private Expression? ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return ParseName();
            case TokenKind.Local:
                return ParseLocal();
            case TokenKind.Number:
                Next();
                return Make(new Literal(token.Value), token.Start);
            case TokenKind.String:
                Next();
                return Make(new Literal(token.Text), token.Start);
            case TokenKind.InterpolationBegin:
                return ParseInterpolation();
            case TokenKind.OpenParen:
                return ParseParentheses();
            case TokenKind.OpenBracket:
                return ParseArray();
            case TokenKind.OpenBrace:
                return ParseObject();
            case TokenKind.Exclamation or TokenKind.Minus or TokenKind.Plus or TokenKind.At or TokenKind.Caret or TokenKind.PlusPlus or TokenKind.MinusMinus:
                return ParseUnary();
            default:
                Error(token, $"Unexpected {Show(token)}; expected a value.");
                if (!AtEndOfStatement)
                {
                    Next();
                }

                return null;
        }
    }

    private Expression? ParseName()
    {
        var token = Next();
        switch (token.Text)
        {
            case "true" or "false":
                return Make(new Literal(token.Text == "true"), token.Start);
            case "null":
                return Make(new Literal(Value.Null), token.Start);
            case "this":
                return Make(new ThisVariable(), token.Start);
            case "do" when AtEndOfStatement || Current.Kind == TokenKind.OpenParen:
                var function = ParseFunctionRest(token, "do", ParseParameters());
                return Make(new AnonymousFunction(function), token.Start);
            case "for" or "while" or "tablerow" when Current.Kind == TokenKind.Dot && Peek().Kind == TokenKind.Identifier:
                Next();
                var member = Next();
                if (!LoopVariable.Exists(token.Text, member.Text!))
                {
                    _diagnostics.Error("syntax", token.Start, member.End, $"There is no loop variable `{token.Text}.{member.Text}`.");
                }

                return Make(new LoopVariable(member.Text!, member.Start), token.Start);
            default:
                return Named(Make(new GlobalVariable(token.Text!, _symbols.Add(token.Text!)), token.Start), token.Text!);
        }
    }

    private Expression? ParseLocal()
    {
        var token = Next();
        var name = token.Text!;
        if (name == "$$")
        {
            return Make(new WrappedBlock(), token.Start);
        }

        if (name == "$")
        {
            return Make(new ArgumentVariable(ArgumentVariable.All), token.Start);
        }

        if (!char.IsAsciiDigit(name[1]))
        {
            return Make(new LocalVariable(name, _symbols.Add(name)), token.Start);
        }

        if (int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _limits.MaxLoop)
        {
            return Make(new ArgumentVariable(index), token.Start);
        }

        Error(token, $"`{name}` is no argument.");
        return null;
    }

    private Expression? ParseMember(Expression target)
    {
        var optional = Next().Kind == TokenKind.QuestionDot;
        if (Current.Kind != TokenKind.Identifier)
        {
            Error(Current, $"Unexpected {Show(Current)}; expected the name of a member.");
            return null;
        }

        var name = Next().Text!;
        var access = Make(new MemberAccess(target, name, optional), target.Start);
        if (StaticPath(access) is "ai.personalize" && !_roots.Contains("ai"))
        {
            return ParseFragment(target.Start);
        }

        return Named(access, StaticPath(access));
    }

    /// <summary>A path that is in the schema is bound to its slot.</summary>
    private PathExpression Named(PathExpression access, string? path)
    {
        var slot = path is null ? -1 : _options.Schema.IndexOf(path);
        return slot < 0 ? access : Make(new FieldAccess(slot, _symbols.Add(path!.Split('.')[0]), path, access), access.Start);
    }

    private static string? StaticPath(Expression expression) => expression.Depth > DeepestPath ? null : expression switch
    {
        GlobalVariable variable => variable.Name,
        FieldAccess field => field.Path,
        MemberAccess member => StaticPath(member.Target) is { } path ? path + "." + member.Name : null,
        IndexAccess { Index: Literal { Value.Reference: string name } } index => StaticPath(index.Target) is { } path ? path + "." + name : null,
        _ => null,
    };

    private PathExpression? ParseIndex(Expression target)
    {
        var open = Current;
        _newLines++;
        Next();
        var index = ParseExpression();
        _newLines--;
        if (index is null || !Close(TokenKind.CloseBracket, "]", open))
        {
            return null;
        }

        var access = Make(new IndexAccess(target, index), target.Start);
        return Named(access, StaticPath(access));
    }

    private bool Close(TokenKind kind, string text, Token open)
    {
        SkipNewLines();
        if (Current.Kind == kind)
        {
            Next();
            return true;
        }

        Error(Current, $"Unexpected {Show(Current)}; expected `{text}`.", $"It closes what was opened in line {_source.Position(open.Start).Line}.");
        return false;
    }

    private Expression? ParseExplicitCall(Expression target)
    {
        var open = Current;
        _newLines++;
        Next();
        List<Argument> arguments = [];
        while (Current.Kind is not (TokenKind.CloseParen or TokenKind.CodeExit or TokenKind.End))
        {
            var name = TakeArgumentName();
            if (ParseExpression() is not { } value)
            {
                _newLines--;
                return null;
            }

            AddArgument(arguments, value, name);
            if (Current.Kind != TokenKind.Comma)
            {
                break;
            }

            Next();
        }

        _newLines--;
        return Close(TokenKind.CloseParen, ")", open) ? Call(target, arguments, target.Start, false, true) : null;
    }

    private NestedExpression? ParseParentheses()
    {
        var open = Current;
        var choice = _inChoice;
        _inChoice = 0;
        _newLines++;
        Next();
        var inner = ParseExpression();
        _newLines--;
        _inChoice = choice;
        return inner is not null && Close(TokenKind.CloseParen, ")", open) ? Make(new NestedExpression(inner), open.Start) : null;
    }

    private ArrayInitializer? ParseArray()
    {
        var open = Current;
        _newLines++;
        Next();
        List<Expression> items = [];
        while (Current.Kind is not (TokenKind.CloseBracket or TokenKind.CodeExit or TokenKind.End))
        {
            if (ParseExpression() is not { } item)
            {
                _newLines--;
                return null;
            }

            items.Add(item);
            if (Current.Kind != TokenKind.Comma)
            {
                break;
            }

            Next();
        }

        _newLines--;
        return Close(TokenKind.CloseBracket, "]", open) ? Make(new ArrayInitializer([.. items]), open.Start) : null;
    }

    private ObjectInitializer? ParseObject()
    {
        var open = Current;
        _newLines++;
        Next();
        List<KeyValuePair<string, Expression>> members = [];
        while (Current.Kind is not (TokenKind.CloseBrace or TokenKind.CodeExit or TokenKind.End))
        {
            if (!ParseObjectMember(members))
            {
                _newLines--;
                SkipStatement();
                return null;
            }

            if (Current.Kind != TokenKind.Comma)
            {
                break;
            }

            Next();
        }

        _newLines--;
        return Close(TokenKind.CloseBrace, "}", open) ? Make(new ObjectInitializer([.. members]), open.Start) : null;
    }

    private bool ParseObjectMember(List<KeyValuePair<string, Expression>> members)
    {
        if (Current.Kind is not (TokenKind.Identifier or TokenKind.String))
        {
            Error(Current, $"Unexpected {Show(Current)}; expected the name of a member.");
            return false;
        }

        var name = Next().Text!;
        if (Current.Kind != TokenKind.Colon)
        {
            Error(Current, $"Unexpected {Show(Current)}; expected `:` behind the member `{name}`.");
            return false;
        }

        Next();
        if (ParseExpression() is not { } value)
        {
            return false;
        }

        members.Add(new(name, value));
        return true;
    }

    private Expression? ParseUnary()
    {
        var token = Next();
        var operand = ParseExpression(UnaryPrecedence, insideCall: true);
        switch (operand)
        {
            case null:
                return null;
            case PathExpression path when token.Kind is TokenKind.PlusPlus or TokenKind.MinusMinus:
                return Make(new IncrementExpression(Assignable(path), token.Kind == TokenKind.MinusMinus, true), token.Start);
            default:
                break;
        }

        switch (token.Kind)
        {
            case TokenKind.At:
                return Make(new AliasExpression(operand is NestedExpression { Inner: AnonymousFunction inner } ? inner : operand), token.Start);
            case TokenKind.Caret:
                return Make(new ExpandExpression(operand), token.Start);
            case TokenKind.PlusPlus or TokenKind.MinusMinus:
                Error(token, "Only a variable, a member or an element can be counted up or down.");
                return null;
            default:
                return Make(new UnaryExpression(token.Kind, operand), token.Start);
        }
    }

    private InterpolatedString? ParseInterpolation()
    {
        var begin = Next();
        List<Expression> parts = [];
        while (Current.Kind is not (TokenKind.InterpolationEnd or TokenKind.End or TokenKind.CodeExit))
        {
            if (Current.Kind == TokenKind.String)
            {
                var text = Next();
                parts.Add(Make(new Literal(text.Text), text.Start));
                continue;
            }

            if (Current.Kind != TokenKind.InterpolationOpen)
            {
                Error(Current, $"Unexpected {Show(Current)} in the string; expected `}}`.");
                return null;
            }

            Next();
            if (ParseExpression() is not { } part)
            {
                return null;
            }

            parts.Add(part);
            if (Current.Kind == TokenKind.InterpolationClose)
            {
                Next();
            }
        }

        if (Current.Kind == TokenKind.InterpolationEnd)
        {
            Next();
        }

        return Make(new InterpolatedString([.. parts]), begin.Start);
    }

    /// <summary>Reads what stands behind <c>ai.personalize</c>: a prompt and a fallback, both literal texts.</summary>
    private FragmentExpression? ParseFragment(int start)
    {
        string? prompt = null;
        string? fallback = null;
        while (Current.Kind is TokenKind.String or TokenKind.Identifier)
        {
            var name = TakeArgumentName();
            if (Current.Kind != TokenKind.String || name is not (null or "prompt" or "fallback"))
            {
                Error(Current, "`ai.personalize` takes a prompt and a fallback, both texts in quotes.", "For example: ai.personalize \"One line about their shop\" fallback: \"I like your shop.\"");
                return null;
            }

            var text = Next().Text;
            prompt = name is null or "prompt" ? text : prompt;
            fallback = name == "fallback" ? text : fallback;
        }

        var fragment = new TemplateFragment { Index = Fragments.Count, Prompt = prompt, Fallback = fallback };
        Fragments.Add(fragment);
        return Make(new FragmentExpression(fragment.Index, fallback), start);
    }
}
