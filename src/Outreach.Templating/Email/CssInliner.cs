using System.Net;
using System.Text;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Outreach.Templating;

/// <summary>
/// Moves the rules of style sheets into the elements that they apply to. Works on the text of a template: only <c>style</c> attributes and
/// <c>style</c> elements change, everything else stays as it was written, code included.
/// </summary>
internal static class CssInliner
{
    /// <summary>Deeper documents, and those with more work than this, are no mail: they keep their style sheets.</summary>
    private const int DeepestElement = 200;
    private const int MostMatches = 2_000_000;
    private const string IgnoreAttribute = "data-css-inline";
    private static readonly HashSet<string> NoStyle = new(StringComparer.OrdinalIgnoreCase)
    {
        "html", "head", "meta", "title", "style", "script", "link", "base", "noscript",
    };

    public static string Inline(string html)
    {
        var spans = TemplateMarkup.CodeSpans(html);
        var plain = TemplateMarkup.WithoutCode(html, spans);
        if (TemplateMarkup.Depth(plain) > DeepestElement)
        {
            return html;
        }

        var parser = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true });
        using var document = parser.ParseDocument(plain);
        var edits = new List<Edit>();
        var rules = CollectRules(document, html, plain, spans, edits);
        if ((long)rules.Count * document.All.Length > MostMatches)
        {
            return html;
        }

        if (rules.Count > 0)
        {
            AddStyles(document, html, plain, rules, edits);
        }

        return Apply(html, edits);
    }

    private static List<InlineRule> CollectRules(IDocument document, string html, string plain, List<(int Start, int End)> spans, List<Edit> edits)
    {
        List<InlineRule> rules = [];
        var selectors = new CssSelectorParser();
        foreach (var sheet in document.QuerySelectorAll("style"))
        {
            var tag = StartTag.Find(plain, sheet);
            if (tag is null || sheet.GetAttribute(IgnoreAttribute) == "ignore")
            {
                continue;
            }

            var end = plain.IndexOf("</style", tag.End, StringComparison.OrdinalIgnoreCase);
            if (end < 0 || spans.Exists(span => span.Start >= tag.Start && span.Start < end))
            {
                // The sheet differs from recipient to recipient: it stays.
                continue;
            }

            var media = sheet.GetAttribute("media");
            if (media is not null && !media.Contains("all", StringComparison.OrdinalIgnoreCase) && !media.Contains("screen", StringComparison.OrdinalIgnoreCase) && media.Length > 0)
            {
                continue;
            }

            var kept = Sort(CssReader.Rules(html[tag.End..end]), selectors, rules);
            var close = plain.IndexOf('>', end) + 1;
            edits.Add(kept.Count == 0 || sheet.GetAttribute(IgnoreAttribute) == "remove"
                ? new Edit(tag.Start, close == 0 ? plain.Length : close, "")
                : new Edit(tag.End, end, "\n" + string.Join('\n', kept) + "\n"));
        }

        return rules;
    }

    /// <summary>Takes the rules that can be inlined; returns the others.</summary>
    private static List<string> Sort(List<CssRule> sheet, CssSelectorParser selectors, List<InlineRule> rules)
    {
        List<string> kept = [];
        foreach (var rule in sheet)
        {
            if (rule.Selector.StartsWith('@'))
            {
                kept.Add(rule.Text);
                continue;
            }

            var declarations = CssReader.Declarations(rule.Body);
            foreach (var part in CssReader.Split(rule.Selector, ','))
            {
                if (CanInline(part) && Parse(selectors, part.Trim()) is { } selector)
                {
                    rules.Add(new InlineRule(selector, declarations, rules.Count));
                }
                else if (part.Trim().Length > 0)
                {
                    kept.Add($"{part.Trim()} {{{rule.Body}}}");
                }
            }
        }

        return kept;
    }

    /// <summary>States (hover), generated content and the like exist in a style sheet only.</summary>
    private static bool CanInline(string selector)
    {
        foreach (var state in new[] { ":hover", ":active", ":focus", ":visited", ":link", ":target", ":checked", ":root", "::", ":before", ":after", ":first-line", ":first-letter" })
        {
            if (selector.Contains(state, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    private static ISelector? Parse(CssSelectorParser parser, string selector)
    {
        try
        {
            return parser.ParseSelector(selector);
        }
        catch (DomException)
        {
            return null;
        }
    }

    private static void AddStyles(IDocument document, string html, string plain, List<InlineRule> rules, List<Edit> edits)
    {
        foreach (var element in document.All)
        {
            if (NoStyle.Contains(element.LocalName) || element.GetAttribute(IgnoreAttribute) == "ignore")
            {
                continue;
            }

            var matching = rules.Where(rule => rule.Selector.Match(element, null)).OrderBy(rule => rule.Selector.Specificity).ThenBy(rule => rule.Order).ToList();
            if (matching.Count > 0 && StartTag.Find(plain, element) is { } tag)
            {
                AddStyle(html, tag, matching, edits);
            }
        }
    }

    private static void AddStyle(string html, StartTag tag, List<InlineRule> rules, List<Edit> edits)
    {
        var declarations = new Cascade();
        foreach (var declaration in rules.SelectMany(rule => rule.Declarations))
        {
            declarations.Add(declaration);
        }

        if (tag.Style is not { } style)
        {
            if (declarations.Text.Length > 0)
            {
                var at = tag.End - (html[tag.End - 2] == '/' ? 2 : 1);
                edits.Add(new Edit(at, at, $" style=\"{WebUtility.HtmlEncode(declarations.Text)}\""));
            }

            return;
        }

        var own = html[style.Start..style.End];
        if (own.Contains("{{", StringComparison.Ordinal))
        {
            // Made per recipient: the rules go in front, so that it still wins.
            edits.Add(new Edit(style.Start, style.Start, WebUtility.HtmlEncode(declarations.Text + " ")));
            return;
        }

        foreach (var declaration in CssReader.Declarations(WebUtility.HtmlDecode(own)))
        {
            declarations.Add(declaration);
        }

        edits.Add(new Edit(style.Start, style.End, WebUtility.HtmlEncode(declarations.Text)));
    }

    private static string Apply(string html, List<Edit> edits)
    {
        var result = new StringBuilder(html.Length + (edits.Count * 64));
        var position = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start).Where(edit => edit.Start >= position))
        {
            result.Append(html, position, edit.Start - position).Append(edit.Text);
            position = edit.End;
        }

        return result.Append(html, position, html.Length - position).ToString();
    }

    private sealed record InlineRule(ISelector Selector, List<CssDeclaration> Declarations, int Order);

    private sealed record Edit(int Start, int End, string Text);

    /// <summary>The declarations of one element. A later one replaces an earlier one of the same property, unless that is important and it is not.</summary>
    private sealed class Cascade
    {
        private readonly List<CssDeclaration> _items = [];

        public string Text => string.Join(' ', _items);

        public void Add(CssDeclaration declaration)
        {
            var before = _items.FindIndex(item => item.Name.Equals(declaration.Name, StringComparison.OrdinalIgnoreCase));
            if (before >= 0)
            {
                if (_items[before].IsImportant && !declaration.IsImportant)
                {
                    return;
                }

                _items.RemoveAt(before);
            }

            _items.Add(declaration);
        }
    }
}
