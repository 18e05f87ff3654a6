using AngleSharp.Html.Dom;
using Outreach.Mime;

namespace Outreach.Deliverability;

/// <summary>A message on its way through the checks.</summary>
internal sealed class ContentScan(ParsedMessage message, IHtmlDocument? document, string html)
{
    private const int MaxEvidence = 200;

    public List<ContentFinding> Findings { get; } = [];

    public ParsedMessage Message { get; } = message;

    /// <summary>The body as HTML; null if there is none.</summary>
    public IHtmlDocument? Document { get; } = document;

    public string Html { get; } = html;

    /// <summary>What a reader sees of the body.</summary>
    public string VisibleText { get; init; } = "";

    public void Add(FindingSeverity severity, string code, string message, string evidence, string fix) => Findings.Add(new ContentFinding
    {
        Code = code,
        Severity = severity,
        Message = message,
        Evidence = evidence.Length > MaxEvidence ? evidence[..MaxEvidence] + "…" : evidence,
        Fix = fix,
    });
}
