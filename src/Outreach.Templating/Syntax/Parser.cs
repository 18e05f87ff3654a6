using System.Globalization;

namespace Outreach.Templating;

/// <summary>
/// Makes the tree of a template. Nesting is limited here and in the lexer, so that neither parsing nor running a tree can exhaust the stack.
/// </summary>
internal sealed partial class Parser
{
    private const int DeepestExpression = 200;
    private readonly List<Token> _tokens;
    private readonly SourceText _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly TemplateLimits _limits;
    private readonly SymbolTable _symbols;
    private readonly TemplateSource _options;
    private readonly HashSet<string> _roots;
    private int _index;
    private int _blocks;
    private int _expressions;
    private int _loops;
    private int _newLines;
    private int _spins;
    private string? _indent;
    private bool _stopsAtLoopOption;

    public Parser(List<Token> tokens, DiagnosticBag diagnostics, TemplateLimits limits, SymbolTable symbols, TemplateSource options)
    {
        _tokens = tokens;
        _source = diagnostics.Source;
        _diagnostics = diagnostics;
        _limits = limits;
        _symbols = symbols;
        _options = options;
        _roots = [.. options.Schema.Fields.Select(field => field.Path.Split('.')[0])];
    }

    /// <summary>Gets the texts that the template asks to be written for the recipient.</summary>
    public List<TemplateFragment> Fragments { get; } = [];

    private Token Current => _tokens[_index];

    public BlockStatement ParseTemplate()
    {
        List<Statement> all = [];
        while (true)
        {
            all.AddRange(ParseStatements());
            if (Current.Kind == TokenKind.End)
            {
                return new BlockStatement([.. all]).At<BlockStatement>(0, _source.Text.Length);
            }

            ReportStray();
            Next();
        }
    }

    private void ReportStray()
    {
        var message = Current.Text switch
        {
            "else" => "`else` without an `if`, `case` or `for` before it.",
            "when" => "`when` without a `case` before it.",
            _ => "`end` without a block to end.",
        };
        Error(Current, message);
        SkipStatement();
    }

    private Token Peek(int ahead = 1) => _tokens[Math.Min(_index + ahead, _tokens.Count - 1)];

    private Token Next()
    {
        var token = Current;
        if (_index < _tokens.Count - 1)
        {
            _index++;
        }

        if (_newLines > 0)
        {
            SkipNewLines();
        }

        return token;
    }

    private void SkipNewLines()
    {
        while (Current.Kind == TokenKind.NewLine)
        {
            _index++;
        }
    }

    private void Error(Token token, string message, string? hint = null) => _diagnostics.Error("syntax", token.Start, token.End, message, hint);

    private string Show(Token token) => token.Kind switch
    {
        TokenKind.NewLine => "the end of the line",
        TokenKind.End => "the end of the template",
        TokenKind.Text or TokenKind.RawText => "text",
        _ => $"`{_source.Text[token.Start..Math.Min(token.End, token.Start + 40)]}`",
    };

    private bool IsWord(string word) => Current.Kind == TokenKind.Identifier && Current.Text == word;

    /// <summary>Reads statements up to a keyword that ends the block, a mark of the choice around it, or the end.</summary>
    private List<Statement> ParseStatements()
    {
        List<Statement> statements = [];
        while (true)
        {
            switch (Current.Kind)
            {
                case TokenKind.End or TokenKind.SpinBar or TokenKind.SpinClose:
                    return statements;
                case TokenKind.Text or TokenKind.RawText:
                    statements.Add(Text(Next()));
                    break;
                case TokenKind.SpinOpen:
                    statements.Add(ParseSpin());
                    break;
                case TokenKind.CodeEnter:
                    _indent = Next().Indent;
                    break;
                case TokenKind.CodeExit:
                    _indent = null;
                    Next();
                    break;
                case TokenKind.NewLine or TokenKind.Semicolon:
                    Next();
                    break;
                case TokenKind.Identifier when Current.Text is "end" or "else" or "when" && !IsUsedAsName():
                    return statements;
                default:
                    AddStatement(statements);
                    break;
            }
        }
    }

    private void AddStatement(List<Statement> statements)
    {
        var start = _index;
        if (ParseStatement() is { } statement)
        {
            statements.Add(statement);
        }

        if (Current.Kind is not (TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeExit or TokenKind.End))
        {
            if (!_diagnostics.HasErrors || _index > start)
            {
                Error(Current, $"Unexpected {Show(Current)}; expected the end of the statement.", "Put statements on lines of their own or separate them by `;`.");
            }

            SkipStatement();
        }
    }

    private void SkipStatement()
    {
        while (Current.Kind is not (TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeExit or TokenKind.End))
        {
            _index++;
        }
    }

    private TextStatement Text(Token token)
    {
        var text = _options.Mode == TemplateMode.Header ? Escaper.ToLine(token.Text!) : token.Text!;
        return new TextStatement(text).At<TextStatement>(token.Start, token.End);
    }

    private SpinStatement ParseSpin()
    {
        var open = Next();
        List<Statement> options = [];
        List<int> weights = [];
        var index = _spins++;
        do
        {
            var statements = Nested(open, ParseStatements);
            if (Current.Kind == TokenKind.Identifier)
            {
                ReportStray();
                continue;
            }

            weights.Add(TakeWeight(statements));
            options.Add(Block(statements, open.Start));
        }
        while (Current.Kind != TokenKind.End && Next().Kind != TokenKind.SpinClose);

        return new SpinStatement(options, weights, index).At<SpinStatement>(open.Start, _tokens[_index - 1].End);
    }

    /// <summary>A weight stands at the end of an alternative: <c>{Hi::3|Hello}</c>. Without one it is 1.</summary>
    private static int TakeWeight(List<Statement> statements)
    {
        if (statements.Count > 0 && statements[^1] is TextStatement last)
        {
            var mark = last.Text.LastIndexOf("::", StringComparison.Ordinal);
            if (mark >= 0 && last.Text.Length - mark <= 6
                && int.TryParse(last.Text.AsSpan(mark + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight > 0)
            {
                statements[^1] = new TextStatement(last.Text[..mark]).At<TextStatement>(last.Start, last.End);
                return weight;
            }
        }

        return 1;
    }

    private List<T> Nested<T>(Token at, Func<List<T>> parse)
    {
        if (_blocks >= _limits.MaxNesting)
        {
            _diagnostics.Error("too-deep", at.Start, at.End, $"Blocks are nested deeper than {_limits.MaxNesting} levels.");
            _index = _tokens.Count - 1;
            return [];
        }

        _blocks++;
        var result = parse();
        _blocks--;
        return result;
    }

    private BlockStatement Block(List<Statement> statements, int start) =>
        new BlockStatement([.. statements]).At<BlockStatement>(start, _tokens[Math.Max(0, _index - 1)].End);
}
