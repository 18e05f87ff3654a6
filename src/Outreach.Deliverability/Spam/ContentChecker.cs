using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Outreach.Mime;

namespace Outreach.Deliverability;

/// <summary>Looks through a message for what spam filters and readers dislike; asks nobody. Safe for concurrent use.</summary>
public static class ContentChecker
{
    // Larger bodies are no mail; the size alone is then the finding.
    private const int MaxHtml = 2 << 20;

    /// <summary>Checks a message.</summary>
    /// <param name="message">The message as it would be sent.</param>
    /// <returns>What was found. No message makes it throw.</returns>
    public static ContentReport Check(ReadOnlyMemory<byte> message)
    {
        var parsed = MimeParser.Parse(message);
        var html = parsed.HtmlBody ?? "";
        var document = html.Length is > 0 and <= MaxHtml && HtmlChecks.Depth(html) <= HtmlChecks.MaxDepth ? new HtmlParser().ParseDocument(html) : null;
        using (document)
        {
            var scan = new ContentScan(parsed, document, html) { VisibleText = document is null ? parsed.TextBody ?? "" : TextOf(document) };
            SubjectChecks.Run(scan);
            BodyChecks.Run(scan);
            HtmlChecks.Run(scan);
            LinkChecks.Run(scan);
            HeaderChecks.Run(scan);
            return new ContentReport { Findings = scan.Findings };
        }
    }

    private static string TextOf(IHtmlDocument document)
    {
        // A copy: the other checks want to see what is removed here.
        if (document.Body?.Clone() is not IElement body)
        {
            return "";
        }

        foreach (var hidden in body.QuerySelectorAll("script, style, template, noscript").ToList())
        {
            hidden.Remove();
        }

        return body.TextContent;
    }
}
