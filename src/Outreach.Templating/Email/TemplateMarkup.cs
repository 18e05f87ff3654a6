namespace Outreach.Templating;

/// <summary>The HTML of a template apart from its code.</summary>
internal static class TemplateMarkup
{
    /// <summary>Elements that have no end tag, or whose end tag is often left out.</summary>
    private static readonly string[] VoidElements =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li", "td", "th", "tr"];

    /// <summary>The spans of code and escape blocks.</summary>
    public static List<(int Start, int End)> CodeSpans(string html)
    {
        List<(int Start, int End)> spans = [];
        var diagnostics = new DiagnosticBag(new SourceText("", html));
        var tokens = new Lexer(diagnostics.Source, diagnostics, new TemplateLimits(), spintax: false).ReadTemplate();
        var position = 0;
        foreach (var token in tokens)
        {
            switch (token.Kind)
            {
                case TokenKind.CodeEnter:
                    position = token.Start;
                    break;
                case TokenKind.CodeExit:
                    spans.Add((position, token.End));
                    break;
                case TokenKind.RawText:
                    // An escape block: everything from its opening brace to its closing one.
                    var start = html.LastIndexOf("{%", token.Start, StringComparison.Ordinal);
                    var level = html.IndexOf('{', start + 1) - start - 1;
                    var end = html.IndexOf(new string('%', level) + "}", token.End, StringComparison.Ordinal) + level + 1;
                    spans.Add((start, end));
                    break;
                default:
                    break;
            }
        }

        return spans;
    }

    /// <summary>The HTML with its code blanked out, so that every tag stays at its offset: spaces, or letters inside of attribute values.</summary>
    public static string WithoutCode(string html, List<(int Start, int End)> spans)
    {
        var result = html.ToCharArray();
        var state = new HtmlState(HtmlPlace.Text);
        var position = 0;
        foreach (var (start, end) in spans)
        {
            if (start < position)
            {
                continue;
            }

            state = Read(state, html[position..start]);
            result.AsSpan(start, end - start).Fill(state.Place is HtmlPlace.Value or HtmlPlace.BeforeValue ? 'x' : ' ');
            state = state.AfterValue();
            position = end;
        }

        return new string(result);
    }

    /// <summary>How deep elements may be nested, at most: start tags without their end tags count.</summary>
    public static int Depth(string html)
    {
        var depth = 0;
        var deepest = 0;
        for (var open = html.IndexOf('<', StringComparison.Ordinal); open >= 0 && open + 1 < html.Length; open = html.IndexOf('<', open + 1))
        {
            var isEnd = html[open + 1] == '/';
            var name = html.AsSpan(open + (isEnd ? 2 : 1));
            if (!name.IsEmpty && char.IsAsciiLetter(name[0]) && !IsVoid(name))
            {
                depth = Math.Max(0, depth + (isEnd ? -1 : 1));
                deepest = Math.Max(deepest, depth);
            }
        }

        return deepest;
    }

    private static bool IsVoid(ReadOnlySpan<char> tag)
    {
        var end = 0;
        while (end < tag.Length && char.IsAsciiLetter(tag[end]))
        {
            end++;
        }

        var name = tag[..end];
        foreach (var element in VoidElements)
        {
            if (name.Equals(element, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static HtmlState Read(HtmlState state, string text)
    {
        var index = 0;
        return state.Read(text, ref index, stopAtLink: false, stopAtTag: false);
    }
}
