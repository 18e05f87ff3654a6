using AngleSharp.Dom;

namespace Outreach.Templating;

/// <summary>A start tag in the text of a document.</summary>
/// <param name="Start">The offset of its angle bracket.</param>
/// <param name="End">The offset behind its closing angle bracket.</param>
/// <param name="Style">The span of the value of its style attribute, or null.</param>
internal sealed record StartTag(int Start, int End, (int Start, int End)? Style)
{
    /// <summary>Finds the tag that made an element; null for an element that the parser put in.</summary>
    public static StartTag? Find(string html, IElement element)
    {
        if (element.SourceReference is not { } reference)
        {
            return null;
        }

        var start = reference.Position.Index;
        start = start < html.Length && html[start] == '<' ? start : html.LastIndexOf('<', Math.Min(start, html.Length - 1));
        return start >= 0 && string.Compare(html, start + 1, element.LocalName, 0, element.LocalName.Length, StringComparison.OrdinalIgnoreCase) == 0
            ? Read(html, start)
            : null;
    }

    private static StartTag? Read(string html, int start)
    {
        var state = new HtmlState(HtmlPlace.Text);
        (int Start, int End)? style = null;
        var index = start;
        while (index < html.Length)
        {
            var before = state;
            var from = index;
            state = state.Step(html, ref index);
            if (before is { Place: HtmlPlace.Value, Attribute: "style" })
            {
                style = (from, before.Quote != '\0' && state.Place == HtmlPlace.Tag ? index - 1 : index);
            }

            if (before.Place == HtmlPlace.Tag && state.Place is HtmlPlace.Text or HtmlPlace.Raw)
            {
                return new StartTag(start, index, style);
            }
        }

        return null;
    }
}
