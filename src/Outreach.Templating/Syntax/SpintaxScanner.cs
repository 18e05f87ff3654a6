namespace Outreach.Templating;

/// <summary>
/// Finds the choices <c>{a|b}</c> in the text tokens of a template and splits those tokens at their marks. A choice is closed in the same block
/// (an <c>if</c>, a loop) in which it was opened, and has at least one bar; all other braces stay text, so that style sheets pass through.
/// </summary>
internal sealed class SpintaxScanner(List<Token> tokens, TemplateLimits limits, DiagnosticBag diagnostics)
{
    private readonly List<(int Token, int Offset, TokenKind Kind)> _marks = [];
    private readonly Stack<Group> _open = new();
    private int _block;

    public void Scan()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Text)
            {
                ScanText(i, tokens[i].Text!);
            }
            else if (tokens[i].Kind == TokenKind.Identifier)
            {
                CountBlock(i);
            }
        }

        if (_marks.Count > 0 || tokens.Exists(token => token.Kind == TokenKind.Text && token.Text!.Contains('\\', StringComparison.Ordinal)))
        {
            Split();
        }
    }

    /// <summary>Keeps track of the blocks of code, roughly: what is no keyword here is rejected by the parser.</summary>
    private void CountBlock(int index)
    {
        var previous = tokens[index - 1].Kind;
        var statement = previous is TokenKind.CodeEnter or TokenKind.NewLine or TokenKind.Semicolon;
        switch (tokens[index].Text)
        {
            case "if" when statement:
            case "for" or "while" or "tablerow" or "case" or "func" or "capture" or "with" or "wrap" when statement && tokens[index + 1].Kind != TokenKind.Dot:
            case "do" when previous is not TokenKind.Dot:
                _block++;
                break;
            case "end" when statement:
                _block--;
                break;
            default:
                break;
        }
    }

    private void ScanText(int index, string text)
    {
        for (var i = text.AsSpan().IndexOfAny("{|}\\"); i >= 0 && i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    _open.Push(new Group(_marks.Count, _block));
                    _marks.Add((index, i, TokenKind.Text));
                    break;
                case '|' when _open.TryPeek(out var group) && group.Block == _block:
                    group.Bars.Add(_marks.Count);
                    _marks.Add((index, i, TokenKind.Text));
                    break;
                case '}':
                    Close(index, i);
                    break;
                default:
                    break;
            }
        }
    }

    private void Close(int index, int offset)
    {
        while (_open.TryPeek(out var left) && left.Block > _block)
        {
            _open.Pop();
        }

        if (!_open.TryPeek(out var group) || group.Block != _block)
        {
            return;
        }

        _open.Pop();
        if (group.Bars.Count == 0)
        {
            return;
        }

        if (_open.Count >= limits.MaxNesting)
        {
            diagnostics.Error("too-deep", tokens[index].Start + offset, tokens[index].Start + offset + 1, "Choices are nested too deeply.");
            return;
        }

        _marks[group.Mark] = _marks[group.Mark] with { Kind = TokenKind.SpinOpen };
        foreach (var bar in group.Bars)
        {
            _marks[bar] = _marks[bar] with { Kind = TokenKind.SpinBar };
        }

        _marks.Add((index, offset, TokenKind.SpinClose));
    }

    private void Split()
    {
        List<Token> result = [];
        var mark = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != TokenKind.Text)
            {
                result.Add(tokens[i]);
                continue;
            }

            var start = 0;
            for (; mark < _marks.Count && _marks[mark].Token == i; mark++)
            {
                if (_marks[mark].Kind != TokenKind.Text)
                {
                    AddText(result, tokens[i], start, _marks[mark].Offset);
                    var at = tokens[i].Start + _marks[mark].Offset;
                    result.Add(new Token(_marks[mark].Kind, at, at + 1));
                    start = _marks[mark].Offset + 1;
                }
            }

            AddText(result, tokens[i], start, tokens[i].Text!.Length);
        }

        tokens.Clear();
        tokens.AddRange(result);
    }

    private static void AddText(List<Token> result, Token token, int start, int end)
    {
        if (end > start)
        {
            result.Add(new Token(TokenKind.Text, token.Start + start, token.Start + end, Unescape(token.Text![start..end])));
        }
    }

    /// <summary>A backslash takes the meaning from a brace, a bar or a backslash before one of these; elsewhere it is itself.</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '{' or '|' or '}')
            {
                i++;
            }

            result.Append(text[i]);
        }

        return result.ToString();
    }

    private sealed record Group(int Mark, int Block)
    {
        public List<int> Bars { get; } = [];
    }
}
