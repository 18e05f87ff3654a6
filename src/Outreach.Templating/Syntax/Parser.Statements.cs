namespace Outreach.Templating;

internal sealed partial class Parser
{
    /// <summary>A keyword followed by a member or an assignment is a variable of that name.</summary>
    private bool IsUsedAsName() => Peek().Kind is TokenKind.Dot or TokenKind.Equal;

    private Statement? ParseStatement()
    {
        if (Current.Kind != TokenKind.Identifier || IsUsedAsName())
        {
            return ParseExpressionStatement();
        }

        return Current.Text switch
        {
            "if" => ParseIf(),
            "for" => ParseFor(rows: false),
            "tablerow" => ParseFor(rows: true),
            "while" => ParseWhile(),
            "case" => ParseCase(),
            "func" => ParseFunction(),
            "capture" => ParseCapture(),
            "with" => ParseWith(),
            "wrap" => ParseWrap(),
            "readonly" => ParseReadonly(),
            "import" => ParseImport(),
            "ret" => ParseReturn(),
            "break" => ParseJump(Flow.Break),
            "continue" => ParseJump(Flow.Continue),
            _ => ParseExpressionStatement(),
        };
    }

    private bool AtEndOfStatement => Current.Kind is TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeExit or TokenKind.End;

    /// <summary>Reads the body of a block. The keyword that ends it is left to the caller.</summary>
    private BlockStatement ParseBody(Token opener)
    {
        if (!AtEndOfStatement)
        {
            Error(Current, $"Unexpected {Show(Current)}; expected the end of the line.");
            SkipStatement();
        }

        var statements = Nested(opener, ParseStatements);
        return Block(statements, opener.Start);
    }

    private void ExpectEnd(Token opener)
    {
        if (IsWord("end"))
        {
            Next();
            return;
        }

        if (Current.Kind is TokenKind.End or TokenKind.SpinBar or TokenKind.SpinClose)
        {
            _diagnostics.Error("unclosed-block", opener.Start, opener.End, $"The block `{opener.Text}` is never closed.", "Add `{{ end }}`.");
            return;
        }

        ReportStray();
        _index = Math.Min(_index + 1, _tokens.Count - 1);
        Nested(opener, ParseStatements);
        ExpectEnd(opener);
    }

    private Expression? ParseCondition(Token opener)
    {
        var condition = ParseExpression();
        if (condition is null && !_diagnostics.HasErrors)
        {
            Error(Current, $"`{opener.Text}` needs a condition.");
        }

        return condition;
    }

    private IfStatement? ParseIf()
    {
        var opener = Next();
        var condition = ParseCondition(opener);
        var body = ParseBody(opener);
        Statement? otherwise = null;
        if (IsWord("else"))
        {
            otherwise = ParseElse(opener, ref condition);
        }
        else
        {
            ExpectEnd(opener);
        }

        return condition is null ? null : new IfStatement(condition, body, otherwise).At<IfStatement>(opener.Start, End);
    }

    private Statement? ParseElse(Token opener, ref Expression? valid)
    {
        var keyword = Next();
        if (!IsWord("if"))
        {
            var body = ParseBody(keyword);
            ExpectEnd(opener);
            return body;
        }

        List<Statement> chain = Nested(keyword, () => ParseIf() is { } next ? [next] : new List<Statement>());
        if (chain.Count == 0)
        {
            valid = null;
            return null;
        }

        return chain[0];
    }

    private int End => _tokens[Math.Max(0, _index - 1)].End;

    private ForStatement? ParseFor(bool rows)
    {
        var opener = Next();
        var variable = ParseOperand() as PathExpression;
        if (variable is not (GlobalVariable or LocalVariable))
        {
            _diagnostics.Error("syntax", opener.Start, opener.End, $"`{opener.Text}` needs a variable: {opener.Text} <variable> in <list>.");
        }
        else if (!IsWord("in"))
        {
            _diagnostics.Error("syntax", opener.Start, opener.End, $"Expected `in` instead of {Show(Current)}: {opener.Text} <variable> in <list>.");
            SkipStatement();
        }
        else
        {
            Next();
        }

        var list = AtEndOfStatement ? null : ParseLoopList();
        var options = new ForOptions();
        ParseLoopOptions(options);
        _loops++;
        var body = ParseBody(opener);
        _loops--;
        Statement? otherwise = null;
        if (IsWord("else"))
        {
            otherwise = ParseBody(Next());
        }

        ExpectEnd(opener);
        return variable is null || list is null
            ? null
            : new ForStatement(variable, list, options, body, otherwise, rows).At<ForStatement>(opener.Start, End);
    }

    private Expression? ParseLoopList()
    {
        var outer = _stopsAtLoopOption;
        _stopsAtLoopOption = true;
        var list = ParseExpression();
        _stopsAtLoopOption = outer;
        return list;
    }

    private bool AtLoopOption => Current.Kind == TokenKind.Identifier
        && ((Current.Text is "limit" or "offset" or "cols" && Peek().Kind == TokenKind.Colon) || Current.Text == "reversed");

    private void ParseLoopOptions(ForOptions options)
    {
        while (AtLoopOption)
        {
            var name = Next().Text;
            if (name == "reversed")
            {
                options.Reversed = true;
                continue;
            }

            Next();
            var outer = _stopsAtLoopOption;
            _stopsAtLoopOption = true;
            var value = ParseExpression(insideCall: true);
            _stopsAtLoopOption = outer;
            options.Offset = name == "offset" ? value : options.Offset;
            options.Limit = name == "limit" ? value : options.Limit;
            options.Columns = name == "cols" ? value : options.Columns;
        }
    }

    private WhileStatement? ParseWhile()
    {
        var opener = Next();
        var condition = ParseCondition(opener);
        _loops++;
        var body = ParseBody(opener);
        _loops--;
        ExpectEnd(opener);
        return condition is null ? null : new WhileStatement(condition, body).At<WhileStatement>(opener.Start, End);
    }

    private CaseStatement? ParseCase()
    {
        var opener = Next();
        var value = ParseCondition(opener);
        List<CaseBranch> branches = [];
        SkipToWhen();
        while (IsWord("when"))
        {
            var keyword = Next();
            var values = ParseWhenValues();
            branches.Add(new CaseBranch([.. values], ParseBody(keyword)));
        }

        Statement? otherwise = null;
        if (IsWord("else") && branches.Count > 0)
        {
            otherwise = ParseBody(Next());
        }

        ExpectEnd(opener);
        return value is null ? null : new CaseStatement(value, [.. branches], otherwise).At<CaseStatement>(opener.Start, End);
    }

    /// <summary>Between <c>case</c> and the first <c>when</c> only whitespace may stand.</summary>
    private void SkipToWhen()
    {
        while (!IsWord("when") && !IsWord("end") && !IsWord("else") && Current.Kind != TokenKind.End)
        {
            if (Current.Kind is TokenKind.Text or TokenKind.RawText && string.IsNullOrWhiteSpace(Current.Text))
            {
                Next();
            }
            else if (Current.Kind is TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeEnter or TokenKind.CodeExit)
            {
                Next();
            }
            else
            {
                Error(Current, $"Unexpected {Show(Current)} in a `case`; only `when` and `else` may stand here.");
                Next();
                SkipStatement();
            }
        }
    }

    private List<Expression> ParseWhenValues()
    {
        List<Expression> values = [];
        while (true)
        {
            // `||` separates values here.
            if (ParseExpression(precedence: OrPrecedence) is { } value)
            {
                values.Add(value);
            }

            if (Current.Kind is not (TokenKind.Comma or TokenKind.DoublePipe))
            {
                return values;
            }

            Next();
        }
    }

    private CaptureStatement? ParseCapture()
    {
        var opener = Next();
        var target = AtEndOfStatement ? null : ParseTarget();
        if (target is null && !_diagnostics.HasErrors)
        {
            Error(Current, "`capture` needs a variable.");
        }

        var body = ParseBody(opener);
        ExpectEnd(opener);
        return target is null ? null : new CaptureStatement(target, body).At<CaptureStatement>(opener.Start, End);
    }

    private PathExpression? ParseTarget()
    {
        var at = Current;
        if (ParseExpression(insideCall: true) is PathExpression path)
        {
            return path is FieldAccess field ? field.ByName : path;
        }

        Error(at, "Expected a variable, a member or an element.");
        return null;
    }

    private WithStatement? ParseWith()
    {
        var opener = Next();
        var target = ParseCondition(opener);
        var body = ParseBody(opener);
        ExpectEnd(opener);
        return target is null ? null : new WithStatement(target, body).At<WithStatement>(opener.Start, End);
    }

    private WrapStatement? ParseWrap()
    {
        var opener = Next();
        var expression = ParseCondition(opener);
        var body = ParseBody(opener);
        ExpectEnd(opener);
        var call = expression switch
        {
            null => null,
            CallExpression direct => direct,
            BuiltinCall builtin => builtin.ByName,
            _ => new CallExpression(expression, [], false).At<CallExpression>(expression.Start, expression.End),
        };
        return call is null ? null : new WrapStatement(call, body).At<WrapStatement>(opener.Start, End);
    }

    private ReadonlyStatement? ParseReadonly()
    {
        var opener = Next();
        var target = ParseTarget();
        return target is null ? null : new ReadonlyStatement(target).At<ReadonlyStatement>(opener.Start, End);
    }

    private ImportStatement? ParseImport()
    {
        var opener = Next();
        var target = ParseExpression();
        return target is null ? null : new ImportStatement(target).At<ImportStatement>(opener.Start, End);
    }

    private ReturnStatement ParseReturn()
    {
        var opener = Next();
        var value = AtEndOfStatement ? null : ParseExpression();
        return new ReturnStatement(value).At<ReturnStatement>(opener.Start, End);
    }

    private JumpStatement ParseJump(Flow flow)
    {
        var token = Next();
        if (_loops == 0)
        {
            Error(token, $"`{token.Text}` makes sense inside of a loop only.");
        }

        return new JumpStatement(flow).At<JumpStatement>(token.Start, token.End);
    }

    private FunctionStatement? ParseFunction()
    {
        var opener = Next();
        if (Current.Kind is not (TokenKind.Identifier or TokenKind.Local))
        {
            Error(Current, "`func` needs a name.");
            SkipStatement();
        }

        var name = Current;
        var target = AtEndOfStatement ? null : ParseFunctionName(Next());
        while (Current.Kind == TokenKind.Dot && Peek().Kind == TokenKind.Identifier && target is not null)
        {
            Next();
            target = Make(new MemberAccess(target, Next().Text!, false), target.Start);
        }

        var function = ParseFunctionRest(opener, name.Text ?? "", ParseParameters());
        function.LocalId = target is LocalVariable local ? local.Id : -1;
        return target is null ? null : new FunctionStatement(target, function).At<FunctionStatement>(opener.Start, End);
    }

    private PathExpression ParseFunctionName(Token name) => name.Kind == TokenKind.Local
        ? Make(new LocalVariable(name.Text!, _symbols.Add(name.Text!)), name.Start)
        : Make(new GlobalVariable(name.Text ?? "", _symbols.Add(name.Text ?? "")), name.Start);

    private UserFunction ParseFunctionRest(Token opener, string name, List<Parameter>? parameters)
    {
        var (loops, indent) = (_loops, _indent);
        var newLines = _newLines;
        (_loops, _newLines) = (0, 0);
        var function = new UserFunction(name, parameters, _source);
        function.Body = ParseBody(opener);
        ExpectEnd(opener);
        (_loops, _indent) = (loops, indent);
        _newLines = newLines;
        return function;
    }

    /// <summary>Reads parameters in parentheses; null if there are no parentheses.</summary>
    private List<Parameter>? ParseParameters()
    {
        if (Current.Kind != TokenKind.OpenParen)
        {
            return null;
        }

        _newLines++;
        Next();
        List<Parameter> parameters = [];
        while (Current.Kind is TokenKind.Identifier or TokenKind.Comma)
        {
            if (Next() is { Kind: TokenKind.Identifier } name)
            {
                parameters.Add(ParseParameter(name, parameters));
            }
        }

        _newLines--;
        if (Current.Kind != TokenKind.CloseParen)
        {
            Error(Current, $"Unexpected {Show(Current)}; expected a parameter or `)`.");
            SkipStatement();
            return parameters;
        }

        Next();
        return parameters;
    }

    private Parameter ParseParameter(Token name, List<Parameter> before)
    {
        if (Current.Kind == TokenKind.TripleDot)
        {
            Next();
            return new Parameter(name.Text!, null, true);
        }

        if (before.Exists(parameter => parameter.Name == name.Text))
        {
            Error(name, $"The parameter `{name.Text}` occurs twice.");
        }

        if (before.Count > 0 && before[^1].IsRest)
        {
            Error(name, "No parameter can follow one that takes all arguments that are left.");
        }

        Literal? value = null;
        if (Current.Kind == TokenKind.Equal)
        {
            Next();
            value = ParseExpression(insideCall: true) as Literal;
            if (value is null)
            {
                Error(name, "The default of a parameter is a literal.");
            }
        }
        else if (before.Exists(parameter => parameter.Default is not null))
        {
            Error(name, "A parameter without a default can't follow one with a default.");
        }

        return new Parameter(name.Text!, value, false);
    }
}
