using AngleSharp.Dom;

namespace Outreach.Deliverability;

/// <summary>Looks at the HTML: images, what mail programs remove, tags that are not closed.</summary>
internal static class HtmlChecks
{
    /// <summary>Deeper HTML is no mail, and would take the parser's stack.</summary>
    public const int MaxDepth = 500;

    private const int LittleText = 100;

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    };

    // HTML allows to leave their ends out.
    private static readonly HashSet<string> Optional = new(StringComparer.OrdinalIgnoreCase)
    {
        "html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rt", "rp",
    };

    public static void Run(ContentScan scan)
    {
        if (scan.Html.Length > 0 && FindBroken(scan.Html) is { } broken)
        {
            scan.Add(FindingSeverity.Warning, "html.broken", "The HTML is not in order: a tag is not closed, or closed without being open.", broken, "Close it.");
        }

        if (scan.Document is not { } document)
        {
            return;
        }

        CheckImages(scan, document);
        if (document.QuerySelector("script, object, embed, iframe, applet, form, input, video, audio") is { } active)
        {
            scan.Add(FindingSeverity.Error, "html.active", $"The HTML has an element that mail programs remove: {active.LocalName}.", $"<{active.LocalName}>", "Remove it; link to a page instead.");
        }

        if (document.QuerySelectorAll("[style]").FirstOrDefault(IsHidden) is { } hidden)
        {
            scan.Add(FindingSeverity.Notice, "html.hidden", "Some text is hidden from readers; spam hides text from filters the same way.", hidden.TextContent.Trim(), "Keep hidden text to a short preheader.");
        }
    }

    /// <summary>How deep tags are nested, roughly and fast.</summary>
    public static int Depth(string html)
    {
        var (depth, deepest) = (0, 0);
        foreach (var (name, isEnd) in Tags(html))
        {
            depth = isEnd ? Math.Max(0, depth - 1) : Void.Contains(name) ? depth : depth + 1;
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static void CheckImages(ContentScan scan, IDocument document)
    {
        var images = document.QuerySelectorAll("img").Where(image => !IsPixel(image)).ToList();
        var text = scan.VisibleText.Count(character => !char.IsWhiteSpace(character));
        if (images.Count > 0 && text < LittleText)
        {
            scan.Add(FindingSeverity.Warning, "html.images-only", $"The message is {images.Count} images with {text} characters of text.", "", "Say in text what the images show; filters can't read them and many readers don't load them.");
        }

        var silent = images.Count(image => string.IsNullOrWhiteSpace(image.GetAttribute("alt")) && image.GetAttribute("role") != "presentation");
        if (silent > 0)
        {
            scan.Add(FindingSeverity.Notice, "html.image-alt", $"{silent} of {images.Count} images have no text in their place (alt).", images[0].OuterHtml, "Add alt to each.");
        }
    }

    private static bool IsPixel(IElement image) => image.GetAttribute("width") is "1" or "0" && image.GetAttribute("height") is "1" or "0";

    private static bool IsHidden(IElement element)
    {
        var style = (element.GetAttribute("style") ?? "").Replace(" ", "", StringComparison.Ordinal);
        return element.TextContent.Trim().Length > 200
            && (style.Contains("display:none", StringComparison.OrdinalIgnoreCase) || style.Contains("font-size:0", StringComparison.OrdinalIgnoreCase) || style.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase));
    }

    private static string? FindBroken(string html)
    {
        var open = new Stack<string>();
        foreach (var (name, isEnd) in Tags(html))
        {
            if (Void.Contains(name) || Optional.Contains(name))
            {
                continue;
            }

            if (!isEnd)
            {
                open.Push(name);
            }
            else if (open.Count == 0 || !open.Pop().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return $"</{name}>";
            }
        }

        return open.Count > 0 ? $"<{open.Peek()}>" : null;
    }

    private static IEnumerable<(string Name, bool IsEnd)> Tags(string html)
    {
        for (var position = html.IndexOf('<', StringComparison.Ordinal); position >= 0 && position < html.Length - 1;)
        {
            if (string.CompareOrdinal(html, position, "<!--", 0, 4) == 0)
            {
                // Also what stands in conditional comments: only Outlook reads it.
                var comment = html.IndexOf("-->", position + 4, StringComparison.Ordinal);
                position = comment < 0 ? -1 : html.IndexOf('<', comment);
                continue;
            }

            var isEnd = html[position + 1] == '/';
            var start = position + (isEnd ? 2 : 1);
            var end = start;
            while (end < html.Length && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is '-' or ':'))
            {
                end++;
            }

            var close = TagEnd(html, end);
            if (end > start && char.IsAsciiLetter(html[start]) && html[Math.Max(end, close - 1)] != '/')
            {
                var name = html[start..end];
                yield return (name, isEnd);
                if (!isEnd && (name.Equals("style", StringComparison.OrdinalIgnoreCase) || name.Equals("script", StringComparison.OrdinalIgnoreCase)))
                {
                    var after = html.IndexOf("</" + name, close, StringComparison.OrdinalIgnoreCase);
                    close = after < 0 ? html.Length - 1 : after - 1;
                }
            }

            position = close + 1 >= html.Length ? -1 : html.IndexOf('<', close + 1);
        }
    }

    // Attribute values may have the sign that ends a tag.
    private static int TagEnd(string html, int position)
    {
        var quote = '\0';
        for (; position < html.Length; position++)
        {
            var character = html[position];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == '>')
            {
                return position;
            }
        }

        return html.Length - 1;
    }
}
